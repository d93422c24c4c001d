package io.worksync.gateway.limit;

import java.util.Locale;

/// The limits that a client, or whoever pretends to be one, can run into. Each is named in the
/// metrics, so there are no more than these.
public enum Limit {
    /// New connections a second.
    ACCEPT_RATE,
    /// Connections of this node.
    CONNECTIONS,
    /// Connections from one address.
    CONNECTIONS_PER_ADDRESS,
    /// This node is leaving, or starts over.
    UNAVAILABLE,
    /// Sessions of one user.
    SESSIONS_PER_USER,
    /// Clients that wait for their session.
    WAITING_SESSIONS,
    /// Time to open a session.
    CONNECT_TIME,
    /// Commands a second.
    COMMAND_RATE,
    /// Commands refused for coming too often.
    REFUSED_COMMANDS,
    /// Commands in one message.
    COMMANDS_PER_MESSAGE,
    /// Bytes of one message.
    MESSAGE_BYTES,
    /// Frames of one message.
    MESSAGE_FRAMES,
    /// Time until a message that began is complete.
    MESSAGE_TIME,
    /// Bytes that wait for a client, or the time for which they do.
    QUEUED,
    /// Topics on one connection.
    SUBSCRIPTIONS,
    /// Publications of a client a second.
    PUBLISH_RATE,
    /// Bytes of a client's publication.
    PUBLICATION_BYTES,
    /// Clients that the answer to `presence` can name.
    PRESENT_CLIENTS,
    /// Topics offered for recovery in `connect`.
    OFFERED_TOPICS,
    /// Lengths of what a client says of itself.
    CLIENT_TEXT,
    /// Bytes of what was missed, in one reply.
    RECOVERED_BYTES,
    /// Publications kept back while a client catches up.
    HELD_PUBLICATIONS,
    /// Bytes of a call's body.
    REQUEST_BYTES,
    /// Bytes of a call's answer over the socket.
    ANSWER_BYTES;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
