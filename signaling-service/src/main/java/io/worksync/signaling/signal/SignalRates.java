package io.worksync.signaling.signal;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many signals each participant may send: many at once, when it meets many, and few in the
/// long run.
@ApplicationScoped
class SignalRates {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final double MILLIS = 1000;

    private final MeetingConfig config;
    private final Clock clock;
    private final Map<ParticipantId, Bucket> buckets;

    SignalRates(MeetingConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.buckets = new Newest(config.maxSignalBuckets());
    }

    /// What is left, as of a time.
    private record Bucket(double left, long at) {}

    /// 429 for a participant that sent too many.
    synchronized void take(ParticipantId participant) {
        long now = clock.millis();
        Bucket before = buckets.getOrDefault(participant, new Bucket(config.signalBurst(), now));
        double refilled = before.left() + (now - before.at()) / MILLIS * config.signalsPerSecond();
        double left = Math.min(config.signalBurst(), refilled) - 1;
        buckets.put(participant, new Bucket(Math.max(left, 0), now));
        if (left < 0) {
            throw Refusal.tooMany("This participant sends too many signals", RETRY_AFTER);
        }
    }

    /// Forgets those that sent nothing for the longest time, whose buckets are full by then.
    private static final class Newest extends LinkedHashMap<ParticipantId, Bucket> {

        private static final long serialVersionUID = 1L;

        private final int max;

        Newest(int max) {
            super(16, 0.75f, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ParticipantId, Bucket> eldest) {
            return size() > max;
        }
    }
}
