package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may have which topic, as the owners said lately.
///
/// What is known of a user holds only while this node receives the user's own topic, on which every
/// end of a right comes as a control (ADR 3): a control, and the end of any of the user's
/// connections, make all of it forgotten. An answer that was on its way meanwhile is not kept.
@ApplicationScoped
class Permissions {

    /// What an owner said; `times` is how often in a row it refused.
    private record Decision(boolean allowed, int times, long until) {}

    /// One user's decisions. Another object after they were forgotten, so that late answers miss.
    private static final class Known {

        private final Map<Topic, Decision> byTopic = new HashMap<>();
    }

    private final TopicAccess access;
    private final SubscriptionConfig config;
    private final DeliveryMetrics metrics;
    private final LinkedHashMap<Topic, Known> users = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    Permissions(TopicAccess access, SubscriptionConfig config, DeliveryMetrics metrics) {
        this.access = access;
        this.config = config;
        this.metrics = metrics;
    }

    /// Whether the caller, whose own topic is `own`, may have the topic.
    Uni<Boolean> allowed(Topic own, Caller caller, Topic topic) {
        Decision decision = decision(own, topic);
        if (decision != null && suffices(decision)) {
            metrics.permission(true);
            return Uni.createFrom().item(decision.allowed());
        }
        return ask(own, caller, topic);
    }

    /// The same, as its owner says now.
    Uni<Boolean> ask(Topic own, Caller caller, Topic topic) {
        metrics.permission(false);
        Known known = known(own);
        return access.allowed(caller, topic)
                .invoke(allowed -> remember(own, known, topic, allowed));
    }

    /// Something has changed for the user.
    synchronized void forget(Topic own) {
        Known known = users.remove(own);
        if (known != null) {
            size -= 1 + known.byTopic.size();
        }
    }

    /// A right may be gained without a word, so that only who asks again and again is not heard.
    private boolean suffices(Decision decision) {
        return decision.until() > System.nanoTime()
                && (decision.allowed() || decision.times() >= config.refusalsAsked());
    }

    private synchronized @Nullable Decision decision(Topic own, Topic topic) {
        Known known = users.get(own);
        return known == null ? null : known.byTopic.get(topic);
    }

    private synchronized Known known(Topic own) {
        Known known = users.get(own);
        if (known == null) {
            known = new Known();
            users.put(own, known);
            size++;
            forgetOldest();
        }
        return known;
    }

    private synchronized void remember(Topic own, Known known, Topic topic, boolean allowed) {
        if (users.get(own) != known) {
            return;
        }
        long now = System.nanoTime();
        Decision before = known.byTopic.get(topic);
        long ttl = (allowed ? config.allowedTtl() : config.refusedTtl()).toNanos();
        int times = allowed ? 0 : 1 + refusals(before, now);
        if (known.byTopic.put(topic, new Decision(allowed, times, now + ttl)) == null) {
            size++;
            forgetOldest();
        }
    }

    private static int refusals(@Nullable Decision before, long now) {
        return before == null || before.allowed() || before.until() <= now ? 0 : before.times();
    }

    private void forgetOldest() {
        Iterator<Known> oldest = users.values().iterator();
        while (size > config.maxDecisions() && oldest.hasNext()) {
            size -= 1 + oldest.next().byTopic.size();
            oldest.remove();
        }
    }
}
