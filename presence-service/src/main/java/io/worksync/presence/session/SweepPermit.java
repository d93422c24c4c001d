package io.worksync.presence.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether nodes without a lease may be taken for dead.
///
/// While Redis was away no node could renew its lease, so after it is back, or another one answers
/// in its place, all get one lease period to do so.
final class SweepPermit {

    private final Clock clock;
    private final Duration leasePeriod;
    private volatile Instant notBefore = Instant.MIN;
    private volatile @Nullable String run;

    SweepPermit(Clock clock, Duration leasePeriod) {
        this.clock = clock;
        this.leasePeriod = leasePeriod;
    }

    /// Redis answered: may a sweep follow?
    boolean given(RedisRun seen) {
        String known = run;
        run = seen.id();
        if (known != null && !known.equals(seen.id())) {
            postpone(leasePeriod);
        }
        if (seen.uptime().compareTo(leasePeriod) < 0) {
            postpone(leasePeriod.minus(seen.uptime()));
        }
        return !clock.instant().isBefore(notBefore);
    }

    /// Redis did not answer.
    void failed() {
        postpone(leasePeriod);
    }

    private void postpone(Duration wait) {
        Instant later = clock.instant().plus(wait);
        if (later.isAfter(notBefore)) {
            notBefore = later;
        }
    }
}
