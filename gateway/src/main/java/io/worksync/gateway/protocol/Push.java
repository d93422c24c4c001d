package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Position;
import org.jspecify.annotations.Nullable;

/// What the server says without being asked.
public sealed interface Push {

    /// The topic it is about; empty where it is about the connection.
    String topic();

    record Published(String topic, Reply.Publication publication) implements Push {}

    /// The server subscribed the session; `position` is null for topics that keep nothing.
    record Subscribed(String topic, @Nullable Position position) implements Push {}

    record Unsubscribed(String topic, UnsubscribeReason reason) implements Push {}

    record Joined(String topic, ClientInfo info) implements Push {}

    record Left(String topic, ClientInfo info) implements Push {}

    /// An asynchronous message to the session; `data` is JSON.
    record Message(Buffer data) implements Push {

        @Override
        public String topic() {
            return "";
        }
    }

    /// The connection ends, said where a transport has no close code of its own.
    record Disconnected(short code, String reason) implements Push {

        private static final int FIRST_FOR_GOOD = 3500;

        @Override
        public String topic() {
            return "";
        }

        /// Whether the client may come back.
        boolean reconnect() {
            return code < FIRST_FOR_GOOD;
        }
    }

    /// The session lives on until `ttl` seconds from now, without the client having asked.
    record Refreshed(long ttl) implements Push {

        @Override
        public String topic() {
            return "";
        }
    }
}
