package io.worksync.chat.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What this process knows to be on its topic already. Forgetting costs a repeat, which the topic
/// ignores.
@ApplicationScoped
class Published {

    private final Cache<Topic, Long> numbers;
    private final Cache<String, Boolean> keys;

    Published(OutboxConfig config) {
        this.numbers = Caffeine.newBuilder().maximumSize(config.maxRemembered()).build();
        this.keys = Caffeine.newBuilder().maximumSize(config.maxRemembered()).build();
    }

    /// These are on the topic, and all with a lower number.
    void add(Topic topic, List<Publication> publications) {
        for (Publication publication : publications) {
            Long number = publication.sequence();
            if (number != null) {
                numbers.asMap().merge(topic, number, Math::max);
            } else if (publication.key() != null) {
                keys.put(publication.key(), true);
            }
        }
    }

    /// A publication of an outbox row that is not known to be on its topic.
    boolean lacks(Topic topic, Publication publication) {
        Long number = publication.sequence();
        if (number != null) {
            Long last = numbers.getIfPresent(topic);
            return last == null || last < number;
        }
        return publication.key() == null || keys.getIfPresent(publication.key()) == null;
    }
}
