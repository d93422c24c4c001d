package io.worksync.chat.topic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Finds the channels that the sessions of a person hear, mostly from memory.
///
/// A gateway receives the person's own topic before it asks, and says up to which number that topic
/// was published. What is remembered is good where it is as new as that: a later change is yet to
/// be published, and reaches the gateway as a control on that topic (ADR 3). Where the number is
/// not known, PostgreSQL is asked.
@ApplicationScoped
class FindTopics {

    private final Callers callers;
    private final SharedReads reads;
    private final Counter fromMemory;
    private final Counter fromDatabase;
    private final Cache<UserId, PersonTopics> remembered;

    FindTopics(Callers callers, SharedReads reads, ChatConfig config, MeterRegistry metrics) {
        this.callers = callers;
        this.reads = reads;
        this.fromMemory = metrics.counter("worksync_chat_topic_answers_total", "from", "memory");
        this.fromDatabase =
                metrics.counter("worksync_chat_topic_answers_total", "from", "database");
        this.remembered =
                Caffeine.newBuilder()
                        .maximumWeight(config.topics().maxRemembered())
                        .weigher((UserId id, PersonTopics topics) -> 1 + topics.channels().size())
                        .expireAfterWrite(config.topics().remembered())
                        .build();
    }

    /// The channels of the person, with all that was published to them up to that number; where
    /// they are seen for the first time, after they were welcomed.
    Uni<List<ChannelId>> of(User person, long published) {
        PersonTopics known = remembered.getIfPresent(person.id());
        if (published > 0
                && known != null
                && known.isAsNewAs(published)
                && callers.isKnown(person)) {
            fromMemory.increment();
            return Uni.createFrom().item(known.channels());
        }
        fromDatabase.increment();
        return reads.of(person.id()).chain(found -> inDirectory(person, found)).map(this::remember);
    }

    private Uni<PersonTopics> inDirectory(User person, Optional<PersonTopics> found) {
        if (found.isPresent() && found.get().isOf(person)) {
            callers.remember(person);
            return Uni.createFrom().item(found.get());
        }
        return callers.current().chain(me -> reads.of(me.id())).map(Optional::orElseThrow);
    }

    /// Reads may end in another order than they began: the newer stays.
    private List<ChannelId> remember(PersonTopics read) {
        remembered
                .asMap()
                .merge(
                        read.user().id(),
                        read,
                        (before, now) -> now.isAsNewAs(before.event()) ? now : before);
        return read.channels();
    }
}
