package io.worksync.signaling.signal;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.SignalAddress;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps what one sends to another in the order in which it came, however long each step takes.
@ApplicationScoped
class SignalLanes {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ConcurrentMap<Lane, Waiting> lanes = new ConcurrentHashMap<>();
    private final int maxWaiting;

    SignalLanes(MeetingConfig config) {
        this.maxWaiting = config.maxWaitingSignals();
    }

    /// From a caller's participant to another one. The caller is part of it, so that nobody
    /// stands in somebody else's way.
    record Lane(UserId caller, ParticipantId from, SignalAddress to) {}

    /// The last step of a lane, and how many are not done.
    private record Waiting(Uni<Void> last, int length) {}

    /// Runs the step after those before it, whether they failed or not; 429 where too many wait.
    Uni<Void> inOrder(Lane lane, Supplier<Uni<Void>> step) {
        return lanes.compute(lane, (key, before) -> append(key, before, step)).last();
    }

    private Waiting append(Lane lane, @Nullable Waiting before, Supplier<Uni<Void>> step) {
        Uni<Void> mine =
                Uni.createFrom().deferred(step::get).onTermination().invoke(() -> finish(lane));
        if (before == null) {
            return new Waiting(mine.memoize().indefinitely(), 1);
        }
        if (before.length() >= maxWaiting) {
            throw Refusal.tooMany("Too many signals wait for their addressee", RETRY_AFTER);
        }
        Uni<Void> next = before.last().onItemOrFailure().transformToUni((done, failure) -> mine);
        return new Waiting(next.memoize().indefinitely(), before.length() + 1);
    }

    private void finish(Lane lane) {
        lanes.computeIfPresent(
                lane,
                (key, waiting) ->
                        waiting.length() == 1
                                ? null
                                : new Waiting(waiting.last(), waiting.length() - 1));
    }
}
