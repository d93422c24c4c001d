package io.worksync.gateway.subscription;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Codecs;
import io.worksync.gateway.protocol.Push;
import io.worksync.gateway.protocol.Reply;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Committed;
import io.worksync.realtime.Control;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Label;
import io.worksync.realtime.Position;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A publication on its way to the sockets of this node, encoded once for each codec in use.
final class Broadcast {

    private final Delivered delivered;
    private final boolean droppable;
    private final @Nullable Buffer[] encoded = new @Nullable Buffer[Codecs.COUNT];

    Broadcast(Delivered delivered, boolean droppable) {
        this.delivered = delivered;
        this.droppable =
                droppable
                        && delivered.label().kind() == Label.Kind.PUBLICATION
                        && delivered.control() == null;
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

    /// When what is delivered was committed; null where it is no fact.
    @Nullable Committed committed() {
        return delivered.label().committed();
    }

    /// The trace that it belongs to; null where none is kept.
    @Nullable String traceparent() {
        return delivered.label().traceparent();
    }

    @Nullable Control control() {
        return delivered.control();
    }

    /// Names what this stands for: of several with the same name a slow reader needs only the last.
    /// Null where each must arrive.
    @Nullable String replaces() {
        if (!droppable) {
            return null;
        }
        ClientInfo publisher = delivered.label().client();
        String named = delivered.label().replaces();
        String within = named != null ? named : publisher != null ? publisher.client() : "";
        return delivered.topic() + " " + within;
    }

    private Push push() {
        String topic = delivered.topic().toString();
        return switch (delivered.label().kind()) {
            case PUBLICATION -> new Push.Published(topic, publication(delivered));
            case JOIN -> new Push.Joined(topic, client());
            case LEAVE -> new Push.Left(topic, client());
            case MESSAGE -> new Push.Message(Buffer.buffer(delivered.data()));
        };
    }

    private ClientInfo client() {
        return Objects.requireNonNull(delivered.label().client(), "Nobody joins or leaves");
    }

    static Reply.Publication publication(Delivered delivered) {
        return new Reply.Publication(
                Buffer.buffer(delivered.data()),
                delivered.position().offset(),
                delivered.label().client());
    }
}
