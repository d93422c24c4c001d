package io.worksync.system.fault;

import io.worksync.system.running.Logs;
import io.worksync.system.running.WorkSync;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Rounds of faults, each decided by its own seed: the first has the run's seed, and each further
/// one the next number, so that any of them can be repeated alone.
public final class FaultRun {

    private static final int CHANNELS = 3;
    private static final int DURING = 25;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);
    private static final int AFTERWARDS = 60;
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 4_000;

    private final WorkSync worksync;
    private final Path kept;

    /// @param kept where recordings of violated promises are written
    public FaultRun(WorkSync worksync, Path kept) {
        this.worksync = worksync;
        this.kept = kept;
    }

    /// The fault that a seed stands for.
    public static Fault faultOf(long seed) {
        return Fault.pick(new Random(seed));
    }

    /// Runs the round of a seed.
    public Round round(int number, long seed) {
        Random random = new Random(seed);
        return round(number, seed, Fault.pick(random), random);
    }

    /// Runs a round with a fault of one's choice.
    public Round round(int number, long seed, Fault fault) {
        return round(number, seed, fault, new Random(seed));
    }

    private Round round(int number, long seed, Fault fault, Random random) {
        Duration length = Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1));
        try (Scene scene = Scene.open(worksync, "faults " + seed, CHANNELS, random.nextLong())) {
            Logs.Mark mark = worksync.logs().now();
            int failed = scene.failedCalls();
            int slow = scene.slowCalls();
            int sockets = scene.reconnections();
            Instant at = Instant.now();
            long begun = scene.now();
            long cutOff = inflict(scene, fault, length);
            long healed = System.nanoTime();
            scene.healed(begun);
            Duration lasted = Duration.between(at, Instant.now());
            scene.awaitAcknowledged(AFTERWARDS);
            List<Recording> recordings = scene.end();
            Duration caughtUp = Duration.ofNanos(System.nanoTime() - healed);
            Bite bite =
                    new Bite(
                            scene.failedCalls() - failed,
                            scene.slowCalls() - slow,
                            scene.reconnections() - sockets,
                            cutOff,
                            worksync.logs().warningsSince(mark));
            return judged(number, seed, fault, at, lasted, caughtUp, bite, recordings);
        }
    }

    private long inflict(Scene scene, Fault fault, Duration length) {
        long begin = System.nanoTime();
        fault.inflict(worksync);
        try {
            scene.awaitOutcomes(DURING, LONGEST_WAIT);
            LockSupport.parkNanos(length.toNanos() - (System.nanoTime() - begin));
            return fault instanceof Fault.Cut cut ? cut.proxy(worksync).affected() : 0;
        } finally {
            fault.heal(worksync);
        }
    }

    private Round judged(
            int number,
            long seed,
            Fault fault,
            Instant at,
            Duration lasted,
            Duration caughtUp,
            Bite bite,
            List<Recording> recordings) {
        List<String> violations = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (Recording recording : recordings) {
            List<String> found = Checker.violations(recording);
            if (!found.isEmpty()) {
                Path file = kept.resolve(seed + "-" + recording.channel() + ".json");
                recording.write(file);
                files.add(file);
                violations.addAll(found);
            }
        }
        long acknowledged = recordings.stream().mapToLong(Recording::acknowledged).sum();
        long lost = recordings.stream().mapToLong(Checker::lost).sum();
        return new Round(
                number,
                seed,
                fault,
                at,
                lasted,
                caughtUp,
                bite,
                acknowledged,
                lost,
                violations,
                files);
    }
}
