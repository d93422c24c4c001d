package io.worksync.signaling.announcement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.realtime.Control;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.logging.Logger;

/// Publishes events on topics.
@ApplicationScoped
public class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class);

    private final TopicPublisher publisher;
    private final ObjectMapper mapper;

    Announcements(TopicPublisher publisher, ObjectMapper mapper) {
        this.publisher = publisher;
        this.mapper = mapper;
    }

    /// Publishes in order; fails where Redis does.
    public Uni<Void> publish(Topic topic, List<? extends TopicEvent> events) {
        List<Publication> publications = events.stream().map(this::publication).toList();
        return publisher.publishAll(topic, publications).replaceWithVoid();
    }

    /// Publishes once, however often it is repeated within the memory of keys; fails where Redis
    /// does.
    public Uni<Void> publishOnce(Topic topic, String key, TopicEvent event) {
        return publisher.publish(topic, publication(event).withKey(key)).replaceWithVoid();
    }

    /// Publishes something whose fact is stored: a failure is logged and no reason to refuse.
    public Uni<Void> announce(Topic topic, List<? extends TopicEvent> events) {
        return logged(publish(topic, events));
    }

    /// Announces it and ends subscriptions of all the person's sessions.
    public Uni<Void> announceAndUnsubscribe(Topic user, TopicEvent event, List<Topic> ended) {
        List<String> topics = ended.stream().map(Topic::toString).toList();
        Publication publication = publication(event).withControl(new Control(List.of(), topics));
        return logged(publisher.publish(user, publication).replaceWithVoid());
    }

    private static Uni<Void> logged(Uni<Void> publishing) {
        return publishing
                .onFailure()
                .invoke(failure -> LOG.warn("An event was not published", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Publication publication(TopicEvent event) {
        try {
            return Publication.of(mapper.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
