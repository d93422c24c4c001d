package io.worksync.signaling.quality;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.limit.Allowances;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/// Takes in how well media arrives at a participant, for those who look after the meeting.
@ApplicationScoped
class ReportQuality {

    private final Allowances allowances;
    private final VisibleMeetings visible;
    private final RedisQuality quality;
    private final MeterRegistry meters;

    ReportQuality(
            Allowances allowances,
            VisibleMeetings visible,
            RedisQuality quality,
            MeterRegistry meters) {
        this.allowances = allowances;
        this.visible = visible;
        this.quality = quality;
        this.meters = meters;
    }

    /// Of one of the caller's own participants; 403 otherwise.
    Uni<Void> report(
            Caller caller, MeetingId id, ParticipantId participant, List<QualitySample> samples) {
        return allowances
                .take(Allowances.Act.REPORT_QUALITY, caller.id())
                .chain(() -> visible.ongoing(caller, id))
                .invoke(meeting -> requireOwn(meeting, caller, participant))
                .chain(() -> quality.add(participant, samples))
                .invoke(() -> samples.forEach(this::count));
    }

    private static void requireOwn(Ongoing meeting, Caller caller, ParticipantId participant) {
        if (!meeting.seats(caller.id(), participant)) {
            throw Refusal.forbidden("This is no participant of yours in this meeting");
        }
    }

    private void count(QualitySample sample) {
        String level = sample.level().name().toLowerCase(Locale.ROOT);
        String way = sample.relayed() ? "relay" : "direct";
        meters.counter("worksync.signaling.quality.sampled", "level", level, "way", way)
                .increment();
    }
}
