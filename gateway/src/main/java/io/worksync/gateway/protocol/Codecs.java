package io.worksync.gateway.protocol;

import org.jspecify.annotations.Nullable;

/// The encodings that a client can choose by WebSocket sub-protocol.
public final class Codecs {

    /// The sub-protocol of the binary form; without one it is JSON.
    public static final String PROTOBUF = "centrifuge-protobuf";

    /// The sub-protocol that names JSON.
    public static final String JSON = "centrifuge-json";

    /// How many codecs there are.
    public static final int COUNT = 2;

    private static final Codec JSON_CODEC = new JsonCodec(0);
    private static final Codec PROTOBUF_CODEC = new ProtobufCodec(1);

    private Codecs() {}

    /// The codec of a negotiated sub-protocol, null meaning none was.
    public static Codec of(@Nullable String subProtocol) {
        return PROTOBUF.equals(subProtocol) ? PROTOBUF_CODEC : JSON_CODEC;
    }

    /// The codec with this ordinal.
    public static Codec at(int ordinal) {
        return ordinal == 0 ? JSON_CODEC : PROTOBUF_CODEC;
    }
}
