package io.worksync.notification.inbox;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.notification.Counts;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Tells every device of a user, on the user's topic, what changed in their inbox.
@ApplicationScoped
class InboxPublisher {

    private final TopicPublisher topics;
    private final ObjectMapper json;
    private final Clock clock;

    InboxPublisher(TopicPublisher topics, ObjectMapper json, Clock clock) {
        this.topics = topics;
        this.json = json;
        this.clock = clock;
    }

    /// In one step; a creation told before is not told again.
    Uni<Void> publish(UserId recipient, List<Untold> untold, Counts counts) {
        Instant now = clock.instant();
        List<Publication> publications =
                untold.stream().map(change -> publication(change, counts, now)).toList();
        return topics.publishAll(Topic.of("user", recipient), publications).replaceWithVoid();
    }

    private Publication publication(Untold change, Counts counts, Instant now) {
        return switch (change) {
            case Untold.Created created ->
                    written(new TopicEvent.NotificationCreated(now, created.notification(), counts))
                            .withKey(created.notification().id().toString());
            case Untold.Updated updated ->
                    written(
                            new TopicEvent.NotificationUpdated(
                                    now, updated.notification(), counts));
            case Untold.Reload reload ->
                    written(new TopicEvent.NotificationUpdated(now, null, counts));
        };
    }

    private Publication written(TopicEvent event) {
        try {
            return Publication.of(json.writeValueAsString(event));
        } catch (JacksonException e) {
            throw new IllegalStateException("An event cannot be written", e);
        }
    }
}
