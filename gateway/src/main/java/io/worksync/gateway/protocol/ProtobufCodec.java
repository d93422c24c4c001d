package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/// The binary form: a message holds one or more protobuf messages, each after its length (varint).
final class ProtobufCodec implements Codec {

    /// An empty reply: length 0.
    private static final Buffer PING = Buffer.buffer(new byte[] {0});

    private final int ordinal;

    ProtobufCodec(int ordinal) {
        this.ordinal = ordinal;
    }

    @Override
    public List<Command> decode(Buffer message) throws MalformedFrame {
        return ProtobufCommands.read(message);
    }

    @Override
    public Buffer encode(Reply reply) {
        return ProtobufReplies.write(reply);
    }

    @Override
    public Buffer encode(Push push) {
        return ProtobufReplies.write(push);
    }

    @Override
    public Buffer ping() {
        return PING;
    }

    @Override
    public Buffer message(List<Buffer> encoded) {
        if (encoded.size() == 1) {
            return encoded.getFirst();
        }
        Buffer message = Buffer.buffer();
        encoded.forEach(message::appendBuffer);
        return message;
    }

    @Override
    public boolean text() {
        return false;
    }

    @Override
    public int ordinal() {
        return ordinal;
    }
}
