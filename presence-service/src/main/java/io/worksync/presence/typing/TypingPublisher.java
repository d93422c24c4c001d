package io.worksync.presence.typing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Tells a channel's topic who types.
@ApplicationScoped
class TypingPublisher {

    private final TopicPublisher topics;
    private final ObjectMapper json;
    private final Clock clock;

    TypingPublisher(TopicPublisher topics, ObjectMapper json, Clock clock) {
        this.topics = topics;
        this.json = json;
        this.clock = clock;
    }

    Uni<Void> started(Place place, Instant expiresAt) {
        return publish(
                place, new TopicEvent.TypingStarted(clock.instant(), place.until(expiresAt)));
    }

    Uni<Void> stopped(Place place) {
        Instant now = clock.instant();
        return publish(place, new TopicEvent.TypingStopped(now, place.until(now)));
    }

    private Uni<Void> publish(Place place, TopicEvent event) {
        Publication publication = Publication.of(written(event)).replacing(place.name());
        return topics.publish(Topic.of("typing", place.channel()), publication).replaceWithVoid();
    }

    private String written(TopicEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JacksonException e) {
            throw new IllegalStateException("An event cannot be written", e);
        }
    }
}
