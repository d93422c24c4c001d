package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client asks for. `id` is the client's own number for the reply, 0 where it wants none.
public sealed interface Command {

    /// The client's number of this command.
    long id();

    /// Opens the session. `subs` are the topics it had before, with the positions it has seen; an
    /// empty one asks for recovery without knowing a position.
    record Connect(
            long id,
            String token,
            Map<String, Optional<Position>> subs,
            String name,
            String version)
            implements Command {}

    /// `since` is where to recover from, with an empty epoch where the client knows none.
    record Subscribe(long id, String topic, @Nullable Position since) implements Command {}

    record Unsubscribe(long id, String topic) implements Command {}

    record Publish(long id, String topic) implements Command {}

    record History(long id, String topic, int limit, @Nullable Position since, boolean reverse)
            implements Command {}

    record Presence(long id, String topic) implements Command {}

    record PresenceStats(long id, String topic) implements Command {}

    /// `method` is `"<HTTP method> <path and query>"`, `data` the JSON body or null.
    record Rpc(long id, String method, @Nullable Buffer data) implements Command {}

    record Refresh(long id, String token) implements Command {}

    record SubRefresh(long id, String topic) implements Command {}

    record Ping(long id) implements Command {}

    /// An asynchronous message; nothing answers it.
    record Send(long id) implements Command {}

    /// The answer to the server's ping: an empty command.
    record Pong() implements Command {

        @Override
        public long id() {
            return 0;
        }
    }

    /// A command with an id but nothing in it that this server knows.
    record Unknown(long id) implements Command {}
}
