package io.worksync.presence.session;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.SessionEvent;
import io.worksync.contracts.session.Session;
import io.worksync.presence.availability.AnnouncePresence;
import io.worksync.presence.intake.RecordReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Takes over which sessions the gateways opened and closed. Records may repeat and overtake each
/// other: a session that was closed stays closed.
@ApplicationScoped
class SessionConsumer {

    private static final Logger LOG = Logger.getLogger(SessionConsumer.class);

    private final RecordReader reader;
    private final RedisSessions sessions;
    private final AnnouncePresence announcer;

    SessionConsumer(RecordReader reader, RedisSessions sessions, AnnouncePresence announcer) {
        this.reader = reader;
        this.sessions = sessions;
        this.announcer = announcer;
    }

    @Incoming("sessions")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return reader.handle(record, SessionEvent.class, event -> take(record, event.session()));
    }

    private Uni<Void> take(ConsumerRecord<String, String> record, Session session) {
        return switch (RecordReader.typeOf(record)) {
            case "session.opened" -> sessions.opened(session).chain(() -> tell(session));
            case "session.closed" -> sessions.closed(session).chain(() -> tell(session));
            default -> Uni.createFrom().voidItem();
        };
    }

    // the session is noted with its user as due: what fails here, the sweeper does
    private Uni<Void> tell(Session session) {
        return announcer
                .announce(session.userId())
                .onFailure()
                .invoke(failure -> LOG.warnf("Presence waits for the sweeper: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
