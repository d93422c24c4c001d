package io.worksync.benchmarks.side;

import java.util.concurrent.TimeUnit;

/// A running server in JavaScript.
record NodeProcess(Process process) implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
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
