package io.worksync.gateway.session;

import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that are open on this node.
@ApplicationScoped
public class Sessions {

    private final SessionAnnouncer announcer;
    private final int maxPerUser;
    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final Map<UserId, Integer> places = new ConcurrentHashMap<>();

    Sessions(SessionAnnouncer announcer, SessionConfig config) {
        this.announcer = announcer;
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
    void opened(Session session) {
        open.put(session.id(), session);
        announcer.opened(session);
    }

    /// The session is over.
    public void closed(Session session) {
        if (open.remove(session.id()) != null) {
            freePlace(session.userId());
            announcer.closed(session);
        }
    }

    Collection<Session> all() {
        return List.copyOf(open.values());
    }
}
