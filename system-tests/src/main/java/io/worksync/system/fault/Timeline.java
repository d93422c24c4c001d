package io.worksync.system.fault;

import java.util.concurrent.TimeUnit;

/// Microseconds since it was made: one clock for everything in a recording.
public final class Timeline {

    private final long begin = System.nanoTime();

    public long now() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    }
}
