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

    /// One about a topic that the client has, or wants to have.
    sealed interface OnTopic extends Command {

        /// What the client calls the topic.
        String topic();
    }

    /// Opens the session. `subs` are the topics it had before, with the positions it has seen; an
    /// empty one asks for recovery without knowing a position. `name` and `version` are what the
    /// client says it is; its `data` and `headers` are read and decide nothing.
    record Connect(
            long id,
            String token,
            Map<String, Optional<Position>> subs,
            String name,
            String version)
            implements Command {}

    /// `since` is where to recover from, with an empty epoch where the client knows none. Whether
    /// it is positioned, recoverable and told who joins is the namespace's to decide, and whether
    /// it may at all the owner's, whatever token and data come with it.
    record Subscribe(long id, String topic, @Nullable Position since) implements OnTopic {}

    record Unsubscribe(long id, String topic) implements OnTopic {}

    /// `data` is JSON as it came, or null where there was none.
    record Publish(long id, String topic, @Nullable Buffer data) implements OnTopic {}

    record History(long id, String topic, int limit, @Nullable Position since, boolean reverse)
            implements OnTopic {}

    record Presence(long id, String topic) implements OnTopic {}

    record PresenceStats(long id, String topic) implements OnTopic {}

    /// `method` is `"<HTTP method> <path and query>"`, `data` the JSON body or null.
    record Rpc(long id, String method, @Nullable Buffer data) implements Command {}

    record Refresh(long id, String token) implements Command {}

    record SubRefresh(long id, String topic) implements OnTopic {}

    record Ping(long id) implements Command {}

    /// An asynchronous message; nothing answers it. `data` is JSON as it came.
    record Send(long id, @Nullable Buffer data) implements Command {}

    /// The answer to the server's ping: an empty command.
    record Pong() implements Command {

        @Override
        public long id() {
            return 0;
        }
    }

    /// A form of a command that this server does not offer: subscriptions of maps and of keys, and
    /// filters.
    record NotOffered(long id) implements Command {}

    /// A command with an id but nothing in it that this server knows.
    record Unknown(long id) implements Command {}
}
