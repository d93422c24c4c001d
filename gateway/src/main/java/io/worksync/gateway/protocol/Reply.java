package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to one command, under the command's id.
public sealed interface Reply {

    /// The client's number of the command.
    long id();

    record Failed(long id, ErrorBody error) implements Reply {

        public Failed(long id, ProtocolError error) {
            this(id, error.body());
        }
    }

    /// `ttl` and `ping` are seconds, `time` milliseconds since 1970.
    record Connected(
            long id,
            String client,
            String version,
            long ttl,
            long ping,
            String session,
            String node,
            long time,
            Map<String, Subscription> subs)
            implements Reply {

        /// The same for a client that sends by other requests, which name this session.
        public Connected inSession(String secret) {
            return new Connected(id, client, version, ttl, ping, secret, node, time, subs);
        }
    }

    record Subscribed(long id, Subscription subscription) implements Reply {}

    record Unsubscribed(long id) implements Reply {}

    record Published(long id) implements Reply {}

    /// Who is in a topic, each client once.
    record PresentClients(long id, List<ClientInfo> clients) implements Reply {}

    record PresentCount(long id, int clients, int users) implements Reply {}

    record HistoryPage(long id, List<Publication> publications, Position top) implements Reply {}

    /// `data` is JSON, or null where the call answered nothing.
    record Called(long id, @Nullable Buffer data) implements Reply {}

    record Refreshed(long id, String client, String version, long ttl) implements Reply {}

    /// The subscription lives on; none ends by itself.
    record SubRefreshed(long id) implements Reply {}

    record Pinged(long id) implements Reply {}

    /// One publication; `offset` 0 in topics that keep nothing, `publisher` null where it was a
    /// service.
    record Publication(Buffer data, long offset, @Nullable ClientInfo publisher) {}

    /// Where a subscription begins, and what its client missed before.
    ///
    /// `position` is null for topics that keep nothing. `recovered` without `wasRecovering` does
    /// not occur; where not recovered, `publications` is empty or, in cache mode, the latest one.
    record Subscription(
            @Nullable Position position,
            boolean wasRecovering,
            boolean recovered,
            List<Publication> publications) {}
}
