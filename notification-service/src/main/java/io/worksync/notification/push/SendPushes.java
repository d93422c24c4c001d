package io.worksync.notification.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.notification.push.PushOutcome.Gone;
import io.worksync.notification.push.PushOutcome.Later;
import io.worksync.notification.push.PushOutcome.Refused;
import io.worksync.notification.push.PushOutcome.Taken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Sends what is due, at least once; at most once more where an instance dies between a push
/// service's answer and its note of it.
@ApplicationScoped
class SendPushes {

    private static final Logger LOG = Logger.getLogger(SendPushes.class);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration MAX_BACKOFF = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 10;

    private final WebPush push;
    private final PgPushes pushes;
    private final PgSubscriptions subscriptions;
    private final PushServices services;
    private final PushConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;

    SendPushes(
            WebPush push,
            PgPushes pushes,
            PgSubscriptions subscriptions,
            PushServices services,
            PushConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.push = push;
        this.pushes = pushes;
        this.subscriptions = subscriptions;
        this.services = services;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(
            every = "${worksync.push.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> send() {
        return push.isOn() ? logged(all()) : Uni.createFrom().voidItem();
    }

    private Uni<Void> all() {
        return pushes.take()
                .chain(due -> each(due).replaceWith(due.size()))
                .chain(count -> count < config.batch() ? Uni.createFrom().voidItem() : all());
    }

    private Uni<Void> each(List<DuePush> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(one -> logged(step(one)))
                .merge(config.atOnce())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> step(DuePush due) {
        PushDecision decision =
                PushDecision.of(
                        due.createdAt(),
                        due.readOrWithdrawn(),
                        due.availability(),
                        clock.instant(),
                        config.patience(),
                        config.keep());
        return switch (decision) {
            case WAIT -> pushes.again(due, config.lookAgain(), due.attempts() - 1);
            case DROP -> counted("dropped").chain(() -> pushes.done(due));
            case SEND -> services.send(due).chain(outcome -> settle(due, outcome));
        };
    }

    private Uni<Void> settle(DuePush due, PushOutcome outcome) {
        return switch (outcome) {
            case Taken taken -> counted("taken").chain(() -> pushes.done(due));
            // with what else was to be sent to it
            case Gone gone -> counted("gone").chain(() -> subscriptions.gone(due.subscriptionId()));
            case Later later -> {
                LOG.debugf("%s: %s", due.endpoint().getHost(), later.reason());
                yield counted("later")
                        .chain(() -> pushes.again(due, wait(due, later), due.attempts()));
            }
            case Refused refused -> {
                LOG.warnf("%s refuses a push: %s", due.endpoint().getHost(), refused.reason());
                yield counted("refused").chain(() -> pushes.done(due));
            }
        };
    }

    private static Duration wait(DuePush due, Later later) {
        Duration doubled =
                FIRST_BACKOFF.multipliedBy(1L << Math.min(MAX_DOUBLINGS, due.attempts() - 1));
        Duration wait = later.after().orElse(doubled);
        return wait.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : wait;
    }

    private Uni<Void> counted(String outcome) {
        metrics.counter("worksync.notification.pushes", "outcome", outcome).increment();
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> logged(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("Pushes wait: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
