package io.worksync.presence.session;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.realtime.NodeLeases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Takes away the sessions of gateway nodes that let their lease run out. Any number of instances
/// may do so at once.
///
/// A session announced again after the look at the leases stays: its node is alive after all.
@ApplicationScoped
class SweepDeadNodes {

    private static final Logger LOG = Logger.getLogger(SweepDeadNodes.class);
    private static final int AT_ONCE = 16;

    private final RedisSessions sessions;
    private final NodeLeases leases;
    private final SweepPermit permit;
    private final Counter lost;

    SweepDeadNodes(
            RedisSessions sessions,
            NodeLeases leases,
            Clock clock,
            SessionConfig config,
            MeterRegistry metrics) {
        this.sessions = sessions;
        this.leases = leases;
        this.permit = new SweepPermit(clock, config.leaseTtl());
        this.lost = metrics.counter("worksync.presence.sessions.lost");
    }

    @Scheduled(every = "${worksync.sessions.sweep-interval}", concurrentExecution = SKIP)
    Uni<Void> sweep() {
        return sessions.redisRun()
                .map(permit::given)
                .chain(given -> given ? sweepNow() : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(this::postponed)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> sweepNow() {
        return sessions.now().chain(before -> sessions.nodes().chain(all -> sweep(all, before)));
    }

    private Uni<Void> sweep(List<String> nodes, long before) {
        return leases.alive(nodes)
                .onItem()
                .transformToMulti(alive -> Multi.createFrom().items(dead(nodes, alive)))
                .onItem()
                .transformToUniAndConcatenate(node -> sweepNode(node, before))
                .onItem()
                .ignoreAsUni();
    }

    private static Stream<String> dead(List<String> nodes, Set<String> alive) {
        return nodes.stream().filter(node -> !alive.contains(node));
    }

    private Uni<Void> sweepNode(String node, long before) {
        return sessions.some(node)
                .chain(
                        held ->
                                held.isEmpty()
                                        ? Uni.createFrom().item(0L)
                                        : take(held, node, before))
                .chain(taken -> taken > 0 ? sweepNode(node, before) : sessions.forget(node));
    }

    private Uni<Long> take(List<HeldSession> held, String node, long before) {
        LOG.infof("Node %s is gone, %d of its sessions end", node, held.size());
        return Multi.createFrom()
                .iterable(held)
                .onItem()
                .transformToUni(session -> sessions.lost(session, node, before))
                .merge(AT_ONCE)
                .filter(taken -> taken)
                .collect()
                .with(Collectors.counting())
                .invoke(count -> lost.increment(count));
    }

    private void postponed(Throwable failure) {
        permit.failed();
        LOG.warnf("Dead nodes are not looked for now: %s", failure);
    }
}
