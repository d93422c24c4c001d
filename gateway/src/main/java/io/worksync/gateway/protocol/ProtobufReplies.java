package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes replies and pushes as protobuf, each after its length. Field numbers are those of
/// `client.proto`.
final class ProtobufReplies {

    private ProtobufReplies() {}

    static Buffer write(Reply reply) {
        ProtobufWriter out = new ProtobufWriter();
        out.number(1, reply.id());
        switch (reply) {
            case Reply.Failed failed -> out.message(2, error(failed.error()));
            case Reply.Connected connected -> out.message(5, connect(connected));
            case Reply.Subscribed subscribed ->
                    out.message(6, subscription(subscribed.subscription()));
            case Reply.Unsubscribed _ -> out.message(7, new ProtobufWriter());
            case Reply.HistoryPage page -> out.message(11, history(page));
            case Reply.Pinged _ -> out.message(12, new ProtobufWriter());
            case Reply.Called called -> out.message(13, rpc(called.data()));
            case Reply.Refreshed refreshed -> out.message(14, refresh(refreshed));
        }
        return out.delimited();
    }

    static Buffer write(Push push) {
        ProtobufWriter out = new ProtobufWriter();
        out.string(2, push.topic());
        switch (push) {
            case Push.Published published -> out.message(4, publication(published.publication()));
            case Push.Unsubscribed unsubscribed ->
                    out.message(7, unsubscribe(unsubscribed.reason()));
            case Push.Subscribed subscribed -> out.message(9, subscribe(subscribed.position()));
            case Push.Disconnected disconnected -> out.message(11, disconnect(disconnected));
        }
        ProtobufWriter reply = new ProtobufWriter();
        reply.message(4, out);
        return reply.delimited();
    }

    private static ProtobufWriter error(ErrorBody error) {
        ProtobufWriter out = new ProtobufWriter();
        out.number(1, error.code());
        out.string(2, error.message());
        out.bool(3, error.temporary());
        return out;
    }

    private static ProtobufWriter connect(Reply.Connected connected) {
        ProtobufWriter out = new ProtobufWriter();
        out.string(1, connected.client());
        out.string(2, connected.version());
        out.bool(3, true);
        out.number(4, connected.ttl());
        for (Map.Entry<String, Reply.Subscription> sub : connected.subs().entrySet()) {
            ProtobufWriter entry = new ProtobufWriter();
            entry.string(1, sub.getKey());
            entry.message(2, subscription(sub.getValue()));
            out.message(6, entry);
        }
        out.number(7, connected.ping());
        out.bool(8, true);
        out.string(9, connected.session());
        out.string(10, connected.node());
        out.number(11, connected.time());
        return out;
    }

    private static ProtobufWriter subscription(Reply.Subscription subscription) {
        ProtobufWriter out = new ProtobufWriter();
        Position position = subscription.position();
        out.bool(3, position != null);
        if (position != null) {
            out.string(6, position.epoch());
        }
        publications(out, 7, subscription.publications());
        out.bool(8, subscription.recovered());
        if (position != null) {
            out.number(9, position.offset());
        }
        out.bool(10, position != null);
        out.bool(12, subscription.wasRecovering());
        return out;
    }

    private static ProtobufWriter history(Reply.HistoryPage page) {
        ProtobufWriter out = new ProtobufWriter();
        publications(out, 1, page.publications());
        out.string(2, page.top().epoch());
        out.number(3, page.top().offset());
        return out;
    }

    private static void publications(
            ProtobufWriter out, int field, List<Reply.Publication> publications) {
        publications.forEach(publication -> out.message(field, publication(publication)));
    }

    private static ProtobufWriter publication(Reply.Publication publication) {
        ProtobufWriter out = new ProtobufWriter();
        out.bytes(4, publication.data());
        out.number(6, publication.offset());
        return out;
    }

    private static ProtobufWriter rpc(@Nullable Buffer data) {
        ProtobufWriter out = new ProtobufWriter();
        out.bytes(1, data == null ? Buffer.buffer("null") : data);
        return out;
    }

    private static ProtobufWriter refresh(Reply.Refreshed refreshed) {
        ProtobufWriter out = new ProtobufWriter();
        out.string(1, refreshed.client());
        out.string(2, refreshed.version());
        out.bool(3, true);
        out.number(4, refreshed.ttl());
        return out;
    }

    private static ProtobufWriter unsubscribe(UnsubscribeReason reason) {
        ProtobufWriter out = new ProtobufWriter();
        out.number(2, reason.code());
        out.string(3, reason.reason());
        return out;
    }

    private static ProtobufWriter disconnect(Push.Disconnected disconnected) {
        ProtobufWriter out = new ProtobufWriter();
        out.number(1, disconnected.code());
        out.string(2, disconnected.reason());
        out.bool(3, disconnected.reconnect());
        return out;
    }

    private static ProtobufWriter subscribe(@Nullable Position position) {
        ProtobufWriter out = new ProtobufWriter();
        if (position != null) {
            out.bool(1, true);
            out.string(4, position.epoch());
            out.number(5, position.offset());
            out.bool(6, true);
        }
        return out;
    }
}
