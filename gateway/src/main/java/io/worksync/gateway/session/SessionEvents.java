package io.worksync.gateway.session;

import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.worksync.contracts.event.SessionEvent;
import io.worksync.gateway.session.SessionAnnouncer.Announcement;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Sends session events to Kafka as CloudEvents, keyed by user, so that one user's keep their
/// order.
@ApplicationScoped
class SessionEvents {

    private final Emitter<SessionEvent> emitter;
    private final Node node;
    private final Clock clock;

    /// The buffer is bounded by what the announcer has under way at once.
    SessionEvents(
            @Channel("sessions") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    Emitter<SessionEvent> emitter,
            Node node,
            Clock clock) {
        this.emitter = emitter;
        this.node = node;
        this.clock = clock;
    }

    /// Completes when Kafka has acknowledged it.
    Future<Void> send(Announcement announcement) {
        Promise<Void> acknowledged = Promise.promise();
        Message<SessionEvent> message =
                Message.of(new SessionEvent(announcement.session()))
                        .addMetadata(cloudEvent(announcement))
                        .addMetadata(record(announcement))
                        .withAck(
                                () -> {
                                    acknowledged.tryComplete();
                                    return CompletableFuture.completedFuture(null);
                                })
                        .withNack(
                                failure -> {
                                    acknowledged.tryFail(failure);
                                    return CompletableFuture.completedFuture(null);
                                });
        emitter.send(message);
        return acknowledged.future();
    }

    private OutgoingCloudEventMetadata<SessionEvent> cloudEvent(Announcement announcement) {
        return OutgoingCloudEventMetadata.<SessionEvent>builder()
                .withId(UUID.randomUUID().toString())
                .withType(announcement.type())
                .withSource(URI.create("/gateway/" + node.name()))
                .withTimestamp(ZonedDateTime.now(clock))
                .build();
    }

    private static OutgoingKafkaRecordMetadata<String> record(Announcement announcement) {
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(announcement.session().userId().toString())
                .build();
    }
}
