package io.worksync.gateway.subscription;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Compares the position of every topic with its stream now and then, since Redis pub/sub can lose
/// a message without a word.
///
/// The topics take turns, so that the checks are spread over the interval. After Redis was away all
/// are due at once, a bounded number at a time.
@ApplicationScoped
class PositionCheck {

    private static final long TICK_MILLIS = 200;

    private final Vertx vertx;
    private final Hub hub;
    private final SubscriptionConfig config;
    private int turn;
    private boolean running;

    PositionCheck(Vertx vertx, Hub hub, SubscriptionConfig config) {
        this.vertx = vertx;
        this.hub = hub;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(TICK_MILLIS, id -> hub.execute(this::tick));
    }

    private void tick() {
        int turns = (int) Math.max(1, config.positionCheck().toMillis() / TICK_MILLIS);
        turn = (turn + 1) % turns;
        hub.feeds().stream()
                .filter(feed -> Math.floorMod(feed.topic().hashCode(), turns) == turn)
                .forEach(TopicFeed::markUnchecked);
        checkSome();
    }

    private void checkSome() {
        if (running) {
            return;
        }
        List<Uni<Void>> due =
                hub.feeds().stream()
                        .filter(TopicFeed::takeUnchecked)
                        .limit(config.checksAtOnce())
                        .map(this::check)
                        .toList();
        if (!due.isEmpty()) {
            running = true;
            UniHelper.toFuture(Uni.join().all(due).andCollectFailures())
                    .onComplete(done -> hub.execute(this::again));
        }
    }

    private void again() {
        running = false;
        checkSome();
    }

    /// One that could not be checked is due again at its next turn.
    private Uni<Void> check(TopicFeed feed) {
        return hub.check(feed);
    }
}
