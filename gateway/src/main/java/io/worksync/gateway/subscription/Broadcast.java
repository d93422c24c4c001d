package io.worksync.gateway.subscription;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Codecs;
import io.worksync.gateway.protocol.Push;
import io.worksync.gateway.protocol.Reply;
import io.worksync.realtime.Control;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Position;
import org.jspecify.annotations.Nullable;

/// A publication on its way to the sockets of this node, encoded once for each codec in use.
final class Broadcast {

    private final Delivered delivered;
    private final @Nullable Buffer[] encoded = new @Nullable Buffer[Codecs.COUNT];

    Broadcast(Delivered delivered) {
        this.delivered = delivered;
    }

    /// Encodes for a codec, before the broadcast is handed to other loops.
    void encodeFor(Codec codec) {
        if (encoded[codec.ordinal()] == null) {
            encoded[codec.ordinal()] = codec.encode(push());
        }
    }

    /// The bytes for a codec; subscribers that joined meanwhile may be the first of theirs.
    Buffer encoded(Codec codec) {
        Buffer ready = encoded[codec.ordinal()];
        return ready != null ? ready : codec.encode(push());
    }

    Position position() {
        return delivered.position();
    }

    boolean positioned() {
        return delivered.positioned();
    }

    @Nullable Control control() {
        return delivered.control();
    }

    private Push push() {
        return new Push.Published(delivered.topic().toString(), publication(delivered));
    }

    static Reply.Publication publication(Delivered delivered) {
        return new Reply.Publication(
                Buffer.buffer(delivered.data()), delivered.position().offset());
    }
}
