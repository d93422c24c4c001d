package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.measure.Proc;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.side.Side;
import java.time.Duration;
import java.util.function.Consumer;

/// Work before anything is measured, until the compilers have little left to do.
record WarmUp(Side side) {

    /// A server whose compilers take less than this of a core is compiled.
    private static final int IDLE_PERCENT = 3;

    /// @param work what it does for so long
    void run(Consumer<Duration> work) {
        Duration spent = Duration.ZERO;
        long share = 0;
        do {
            long before = compilerMicros();
            work.accept(Settings.WARM_UP);
            spent = spent.plus(Settings.WARM_UP);
            share = (compilerMicros() - before) * 100 / (Settings.WARM_UP.toNanos() / 1_000);
        } while (share > IDLE_PERCENT && spent.compareTo(Settings.LONGEST_WARM_UP) < 0);
        Results.say(
                "  %s warm after %d s; its compilers still take %d %% of a core"
                        .formatted(side.name(), spent.toSeconds(), share));
    }

    private long compilerMicros() {
        return side.compiled().stream().mapToLong(pid -> new Proc(pid).compilerMicros()).sum();
    }
}
