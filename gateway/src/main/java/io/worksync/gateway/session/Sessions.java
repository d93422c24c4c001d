package io.worksync.gateway.session;

import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that are open on this node.
@ApplicationScoped
public class Sessions {

    private final SessionAnnouncer announcer;
    private final int maxPerUser;
    private final Event<SessionChange> changes;
    private final Map<String, LiveSession> open = new ConcurrentHashMap<>();
    private final Map<UserId, Integer> places = new ConcurrentHashMap<>();

    Sessions(SessionAnnouncer announcer, Event<SessionChange> changes, SessionConfig config) {
        this.announcer = announcer;
        this.changes = changes;
        this.maxPerUser = config.maxPerUser();
    }

    /// Takes one of the user's places; false where all are taken.
    boolean takePlace(UserId user) {
        return places.merge(user, 1, Integer::sum) <= maxPerUser || !freePlace(user);
    }

    /// Gives a place back.
    boolean freePlace(UserId user) {
        places.computeIfPresent(user, (id, taken) -> taken == 1 ? null : taken - 1);
        return true;
    }

    /// The session is open, in a place taken before.
    void opened(LiveSession session) {
        open.put(session.session().id(), session);
        announcer.opened(session.session());
        changes.fire(new SessionChange.Began(session));
    }

    /// The session is over.
    public void closed(Session session) {
        LiveSession ended = open.remove(session.id());
        if (ended != null) {
            freePlace(session.userId());
            announcer.closed(session);
            changes.fire(new SessionChange.Ended(ended));
        }
    }

    /// The sessions of this node now.
    public List<LiveSession> all() {
        return List.copyOf(open.values());
    }
}
