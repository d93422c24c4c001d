package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.ClientInfo;
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
            case Reply.Published _ -> out.message(8, new ProtobufWriter());
            case Reply.PresentClients present -> out.message(9, presence(present));
            case Reply.PresentCount count -> out.message(10, presenceStats(count));
            case Reply.HistoryPage page -> out.message(11, history(page));
            case Reply.Pinged _ -> out.message(12, new ProtobufWriter());
            case Reply.Called called -> out.message(13, rpc(called.data()));
            case Reply.Refreshed refreshed -> out.message(14, refresh(refreshed));
            // nothing expires: all fields have their default
            case Reply.SubRefreshed _ -> out.message(15, new ProtobufWriter());
        }
        return out.delimited();
    }

    static Buffer write(Push push) {
        ProtobufWriter out = new ProtobufWriter();
        out.string(2, push.topic());
        switch (push) {
            case Push.Published published -> out.message(4, publication(published.publication()));
            case Push.Joined joined -> out.message(5, member(joined.info()));
            case Push.Left left -> out.message(6, member(left.info()));
            case Push.Message message -> out.message(8, message(message.data()));
            case Push.Disconnected disconnected -> out.message(11, disconnect(disconnected));
            case Push.Refreshed refreshed -> out.message(12, refreshed(refreshed));
            case Push.Unsubscribed unsubscribed ->
                    out.message(7, unsubscribe(unsubscribed.reason()));
            case Push.Subscribed subscribed -> out.message(9, subscribe(subscribed.position()));
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
        if (publication.publisher() != null) {
            out.message(5, info(publication.publisher()));
        }
        out.number(6, publication.offset());
        return out;
    }

    private static ProtobufWriter presence(Reply.PresentClients present) {
        ProtobufWriter out = new ProtobufWriter();
        for (ClientInfo info : present.clients()) {
            ProtobufWriter entry = new ProtobufWriter();
            entry.string(1, info.client());
            entry.message(2, info(info));
            out.message(1, entry);
        }
        return out;
    }

    private static ProtobufWriter presenceStats(Reply.PresentCount count) {
        ProtobufWriter out = new ProtobufWriter();
        out.number(1, count.clients());
        out.number(2, count.users());
        return out;
    }

    private static ProtobufWriter member(ClientInfo info) {
        ProtobufWriter out = new ProtobufWriter();
        out.message(1, info(info));
        return out;
    }

    private static ProtobufWriter info(ClientInfo info) {
        ProtobufWriter out = new ProtobufWriter();
        out.string(1, info.user());
        out.string(2, info.client());
        if (info.connInfo() != null) {
            out.bytes(3, Buffer.buffer(info.connInfo()));
        }
        return out;
    }

    private static ProtobufWriter message(Buffer data) {
        ProtobufWriter out = new ProtobufWriter();
        out.bytes(1, data);
        return out;
    }

    private static ProtobufWriter refreshed(Push.Refreshed refreshed) {
        ProtobufWriter out = new ProtobufWriter();
        out.bool(1, true);
        out.number(2, refreshed.ttl());
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
