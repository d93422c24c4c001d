package io.worksync.presence.availability;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.worksync.contracts.event.PresenceEvent;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Tells a change of presence to whoever shows the user, and to the other services.
@ApplicationScoped
class PresencePublisher {

    private static final String TYPE = "presence.changed";
    private static final URI SOURCE = URI.create("/presence-service");

    private final TopicPublisher topics;
    private final MutinyEmitter<String> kafka;
    private final ObjectMapper json;
    private final Clock clock;
    private final PresenceConfig config;

    PresencePublisher(
            TopicPublisher topics,
            @Channel("presence") MutinyEmitter<String> kafka,
            ObjectMapper json,
            Clock clock,
            PresenceConfig config) {
        this.topics = topics;
        this.kafka = kafka;
        this.json = json;
        this.clock = clock;
        this.config = config;
    }

    /// Tells the topic first, which needs Redis only; a repeat is not seen there.
    Uni<Void> publish(Announcement announcement) {
        return tellTopic(announcement).chain(() -> tellKafka(announcement));
    }

    private Uni<Void> tellTopic(Announcement announcement) {
        if (announcement.visibleTold()) {
            return Uni.createFrom().voidItem();
        }
        TopicEvent event = new TopicEvent.PresenceChanged(clock.instant(), announcement.visible());
        Publication publication =
                Publication.of(written(event))
                        .withKey(Long.toString(announcement.visibleVersion()));
        Topic topic = Topic.of("presence", announcement.visible().userId());
        return topics.publish(topic, publication).replaceWithVoid();
    }

    private Uni<Void> tellKafka(Announcement announcement) {
        UserId user = announcement.visible().userId();
        String value = written(new PresenceEvent(announcement.internal()));
        return kafka.sendMessage(
                        Message.of(value)
                                .addMetadata(attributes(user, announcement.version()))
                                .addMetadata(
                                        OutgoingKafkaRecordMetadata.<String>builder()
                                                .withKey(user.toString())
                                                .build()))
                .ifNoItem()
                .after(config.kafkaTimeout())
                .fail();
    }

    private OutgoingCloudEventMetadata<String> attributes(UserId user, long version) {
        return OutgoingCloudEventMetadata.<String>builder()
                .withId(user + ":" + version)
                .withType(TYPE)
                .withSource(SOURCE)
                .withTimestamp(clock.instant().atZone(ZoneOffset.UTC))
                .build();
    }

    private String written(Object event) {
        try {
            return json.writeValueAsString(event);
        } catch (JacksonException e) {
            throw new IllegalStateException("An event cannot be written", e);
        }
    }
}
