package io.worksync.presence.departure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.presence.Availability;
import io.worksync.contracts.presence.Presence;
import io.worksync.contracts.presence.Typing;
import io.worksync.realtime.Control;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Tells a user's devices on the user's own topic that they hear of something no more, and has the
/// gateways see to it. What they are told is the state as reading it would say now.
@ApplicationScoped
class DeparturePublisher {

    private final TopicPublisher topics;
    private final ObjectMapper json;
    private final Clock clock;

    DeparturePublisher(TopicPublisher topics, ObjectMapper json, Clock clock) {
        this.topics = topics;
        this.json = json;
        this.clock = clock;
    }

    /// Nobody types any more in a channel that the user has left, as far as they know.
    Uni<Void> endTyping(UserId user, ChannelId channel, String key) {
        Instant now = clock.instant();
        Typing typing = new Typing(channel, null, user, now);
        return publish(
                user,
                new TopicEvent.TypingStopped(now, typing),
                Topic.of("typing", channel),
                key + ":typing");
    }

    /// The viewer does not know any more whether the other is there.
    Uni<Void> endSeeing(UserId viewer, UserId other, String key) {
        Presence unknown = new Presence(other, Availability.UNKNOWN, null, null, null, null, null);
        return publish(
                viewer,
                new TopicEvent.PresenceChanged(clock.instant(), unknown),
                Topic.of("presence", other),
                key + ":" + other);
    }

    private Uni<Void> publish(UserId to, TopicEvent event, Topic ended, String key) {
        Publication publication =
                Publication.of(written(event))
                        .withControl(Control.unsubscribing(ended))
                        .withKey(key);
        return topics.publish(Topic.of("user", to), publication).replaceWithVoid();
    }

    private String written(TopicEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JacksonException e) {
            throw new IllegalStateException("An event cannot be written", e);
        }
    }
}
