package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a command's body may hold, as read so far; both codecs fill one.
///
/// Fields that the command does not have stay unused, as the protocol's rules for growth want.
final class Fields {

    String token = "";
    String topic = "";
    String name = "";
    String version = "";
    String method = "";
    String epoch = "";
    long offset;
    boolean recover;
    boolean reverse;
    boolean filtered;
    int type;
    int limit;
    @Nullable Position since;
    @Nullable Buffer data;
    Map<String, Optional<Position>> subs = Map.of();

    /// The command of this kind, by the protocol's name of it.
    Command command(String kind, long id) {
        if (filtered || type != 0) {
            return new Command.NotOffered(id);
        }
        return switch (kind) {
            case "connect" -> new Command.Connect(id, token, subs, name, version);
            case "subscribe" -> new Command.Subscribe(id, topic, recoverSince());
            case "unsubscribe" -> new Command.Unsubscribe(id, topic);
            case "publish" -> new Command.Publish(id, topic, data);
            case "presence" -> new Command.Presence(id, topic);
            case "presence_stats" -> new Command.PresenceStats(id, topic);
            case "history" -> new Command.History(id, topic, limit, since, reverse);
            case "ping" -> new Command.Ping(id);
            case "send" -> new Command.Send(id, data);
            case "rpc" -> new Command.Rpc(id, method, data);
            case "refresh" -> new Command.Refresh(id, token);
            case "sub_refresh" -> new Command.SubRefresh(id, topic);
            default -> new Command.Unknown(id);
        };
    }

    /// Where the client wants to recover from, null where it does not.
    @Nullable Position recoverSince() {
        return recover ? new Position(epoch, offset) : null;
    }
}
