package io.worksync.benchmarks.side;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A running server that is not the launcher's.
record ChildProcess(@Nullable Process process) implements AutoCloseable {

    /// None is running.
    static final ChildProcess NONE = new ChildProcess(null);

    private static final long PATIENCE_SECONDS = 5;

    /// 0 for none.
    long pid() {
        return Optional.ofNullable(process).map(Process::pid).orElse(0L);
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
