package io.worksync.gateway.session;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.worksync.contracts.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/// Tells everyone over Kafka which sessions opened and closed, again and again until Kafka has it.
///
/// For each session only the latest word counts and one is under way at a time, so that "closed"
/// can never be overtaken by "opened". One loop of its own keeps the order.
@ApplicationScoped
public class SessionAnnouncer {

    /// What is to be said about a session.
    record Announcement(Session session, String type) {}

    private static final Logger LOG = Logger.getLogger(SessionAnnouncer.class);
    private static final String OPENED = "session.opened";
    private static final String CLOSED = "session.closed";
    private static final long RETRY_MILLIS = 1000;

    private final Vertx vertx;
    private final Context loop;
    private final SessionEvents events;
    private final SessionConfig config;
    private final Map<String, Announcement> due = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();

    SessionAnnouncer(Vertx vertx, SessionEvents events, SessionConfig config) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.events = events;
        this.config = config;
    }

    void opened(Session session) {
        announce(new Announcement(session, OPENED));
    }

    void closed(Session session) {
        announce(new Announcement(session, CLOSED));
    }

    /// Completes when nothing is left to be said.
    Future<Boolean> isIdle() {
        io.vertx.core.Promise<Boolean> idle = io.vertx.core.Promise.promise();
        loop.runOnContext(ignored -> idle.complete(due.isEmpty() && underWay.isEmpty()));
        return idle.future();
    }

    private void announce(Announcement announcement) {
        loop.runOnContext(
                ignored -> {
                    due.remove(announcement.session().id());
                    due.put(announcement.session().id(), announcement);
                    forgetOldest();
                    sendDue();
                });
    }

    private void forgetOldest() {
        if (due.size() > config.maxAnnouncements()) {
            due.remove(due.keySet().iterator().next());
            LOG.warn("Too many session events wait for Kafka, forgetting the oldest");
        }
    }

    private void sendDue() {
        Iterator<Announcement> next = due.values().iterator();
        while (next.hasNext() && underWay.size() < config.announcementsAtOnce()) {
            Announcement announcement = next.next();
            if (underWay.add(announcement.session().id())) {
                next.remove();
                send(announcement);
            }
        }
    }

    private void send(Announcement announcement) {
        events.send(announcement)
                .onComplete(
                        sent ->
                                loop.runOnContext(
                                        ignored -> {
                                            if (sent.succeeded()) {
                                                done(announcement);
                                            } else {
                                                tryAgain(announcement, sent.cause());
                                            }
                                        }));
    }

    private void done(Announcement announcement) {
        underWay.remove(announcement.session().id());
        sendDue();
    }

    private void tryAgain(Announcement announcement, Throwable failure) {
        LOG.warnf("A session event did not reach Kafka, trying again: %s", failure.getMessage());
        vertx.setTimer(
                RETRY_MILLIS,
                id ->
                        loop.runOnContext(
                                ignored -> {
                                    due.putIfAbsent(announcement.session().id(), announcement);
                                    done(announcement);
                                }));
    }
}
