package io.worksync.benchmarks.measure;

import java.io.Serial;

/// What ended a benchmark, in one line for the person at the keyboard.
public final class BenchFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public BenchFailure(String message) {
        super(message);
    }

    public BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
