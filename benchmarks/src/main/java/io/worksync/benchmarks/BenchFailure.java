package io.worksync.benchmarks;

import java.io.Serial;

/// What ended a benchmark, in one line for the person at the keyboard.
final class BenchFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
