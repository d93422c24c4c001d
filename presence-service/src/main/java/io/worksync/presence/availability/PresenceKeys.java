package io.worksync.presence.availability;

import io.worksync.contracts.id.UserId;

/// The keys of live presence in Redis. Its scripts step from users to nodes and to the list of
/// those who are due, so that all of it is in one slot of a cluster.
public final class PresenceKeys {

    /// Users to look at, by when.
    public static final String DUE = "{presence}:due";

    /// Gateway nodes that hold sessions.
    public static final String NODES = "{presence}:nodes";

    /// With the user: the meetings that they are in.
    public static final String MEETINGS_OF = "{presence}:meetings:";

    private PresenceKeys() {}

    /// What others see of the user, and how far it was announced.
    public static String user(UserId user) {
        return "{presence}:user:" + user;
    }

    /// The user's live sessions.
    public static String sessions(UserId user) {
        return "{presence}:sessions:" + user;
    }

    /// The user's sessions that were closed not long ago.
    public static String closed(UserId user) {
        return "{presence}:closed:" + user;
    }

    /// Who is in a meeting.
    public static String attendance(String meeting) {
        return "{presence}:meeting:" + meeting;
    }

    /// Which sessions a gateway node holds.
    public static String node(String node) {
        return "{presence}:node:" + node;
    }
}
