package io.worksync.gateway.subscription;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.worksync.gateway.pulse.Pulse;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.RealtimeConfig;
import io.worksync.realtime.RealtimeConfig.Namespace;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The clients of this node in topics that show who is there, and the leases that say so to others.
///
/// A lease that has ended, since this node was paused or Redis was away, is not taken anew for the
/// client: it is told to subscribe again, which only one that is still there does.
@ApplicationScoped
class ClientLeases {

    private static final Logger LOG = Logger.getLogger(ClientLeases.class);
    private static final int CLIENTS_AT_ONCE = 1000;

    private final Vertx vertx;
    private final TopicClients clients;
    private final Map<String, Namespace> namespaces;
    private final SubscriptionConfig config;
    private final Pulse pulse;
    private final Map<Topic, Map<Subscription, ClientInfo>> topics = new ConcurrentHashMap<>();
    private final AtomicBoolean renewing = new AtomicBoolean();

    ClientLeases(
            Vertx vertx,
            TopicClients clients,
            RealtimeConfig realtime,
            SubscriptionConfig config,
            Pulse pulse) {
        this.vertx = vertx;
        this.clients = clients;
        this.namespaces = realtime.namespaces();
        this.config = config;
        this.pulse = pulse;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(config.clientRenewal().toMillis(), id -> renewIfSteady());
    }

    /// After a standstill the clients of before are gone, whatever their sockets look like.
    private void renewIfSteady() {
        if (pulse.isSteady()) {
            renewAll();
        }
    }

    /// Whether others can see who is in the topic.
    boolean shows(Topic topic) {
        Namespace namespace = namespaces.get(topic.namespace());
        return namespace != null && (namespace.presence() || namespace.joinLeave());
    }

    /// The client is in the topic; completes on its loop.
    Uni<Void> join(Subscription subscription, ClientInfo info) {
        return clients.join(subscription.topic(), info)
                .emitOn(subscription.loop())
                .invoke(() -> joined(subscription, info));
    }

    /// The client is in the topic no more, where it was; from its loop only.
    void leave(Subscription subscription) {
        ClientInfo info = remove(subscription);
        if (info != null) {
            release(subscription.topic(), info);
        }
    }

    private void joined(Subscription subscription, ClientInfo info) {
        if (subscription.isEnded()) {
            release(subscription.topic(), info);
            return;
        }
        topics.compute(
                subscription.topic(),
                (topic, known) -> {
                    Map<Subscription, ClientInfo> all =
                            known == null ? new ConcurrentHashMap<>() : known;
                    all.put(subscription, info);
                    return all;
                });
    }

    private @Nullable ClientInfo remove(Subscription subscription) {
        if (!topics.containsKey(subscription.topic())) {
            return null;
        }
        @Nullable ClientInfo[] removed = new @Nullable ClientInfo[1];
        topics.computeIfPresent(
                subscription.topic(),
                (topic, known) -> {
                    removed[0] = known.remove(subscription);
                    return known.isEmpty() ? null : known;
                });
        return removed[0];
    }

    /// Where that fails, the lease ends by itself.
    private void release(Topic topic, ClientInfo info) {
        UniHelper.toFuture(clients.leave(topic, info))
                .onFailure(failure -> LOG.warnf("Not left %s: %s", topic, failure.getMessage()));
    }

    private void renewAll() {
        if (topics.isEmpty() || !renewing.compareAndSet(false, true)) {
            return;
        }
        Uni<Void> all =
                Multi.createFrom()
                        .iterable(List.copyOf(topics.keySet()))
                        .onItem()
                        .transformToUni(this::renew)
                        .merge(config.renewalsAtOnce())
                        .onItem()
                        .ignoreAsUni();
        UniHelper.toFuture(all).onComplete(done -> renewing.set(false));
    }

    private Uni<Void> renew(Topic topic) {
        Map<String, Subscription> byClient = new HashMap<>();
        topics.getOrDefault(topic, Map.of())
                .forEach((subscription, info) -> byClient.put(info.client(), subscription));
        return Multi.createFrom()
                .iterable(chunks(byClient.keySet()))
                .onItem()
                .transformToUniAndConcatenate(some -> clients.renew(topic, some))
                .invoke(lost -> lost.forEach(client -> lost(byClient.get(client))))
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> LOG.warnf("%s not renewed: %s", topic, failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private void lost(@Nullable Subscription subscription) {
        if (subscription != null) {
            subscription.loop().execute(() -> again(subscription));
        }
    }

    private void again(Subscription subscription) {
        if (remove(subscription) != null) {
            subscription.insufficient();
        }
    }

    private static List<List<String>> chunks(Collection<String> all) {
        List<String> left = List.copyOf(all);
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < left.size(); from += CLIENTS_AT_ONCE) {
            chunks.add(left.subList(from, Math.min(left.size(), from + CLIENTS_AT_ONCE)));
        }
        return chunks;
    }
}
