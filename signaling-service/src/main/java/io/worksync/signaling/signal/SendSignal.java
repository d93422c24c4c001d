package io.worksync.signaling.signal;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.signal.SignalLanes.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Passes a description or a candidate on to one participant, and to nobody else.
///
/// What one sends to another arrives in the order in which it was sent. It is not kept beyond the
/// addressee's stream: a failure is the sender's to repeat.
@ApplicationScoped
class SendSignal {

    private final LiveMeetings meetings;
    private final VisibleMeetings visible;
    private final Announcements announcements;
    private final SignalLanes lanes;
    private final MeterRegistry meters;
    private final Clock clock;

    SendSignal(
            LiveMeetings meetings,
            VisibleMeetings visible,
            Announcements announcements,
            SignalLanes lanes,
            MeterRegistry meters,
            Clock clock) {
        this.meetings = meetings;
        this.visible = visible;
        this.announcements = announcements;
        this.lanes = lanes;
        this.meters = meters;
        this.clock = clock;
    }

    Uni<Void> send(Caller caller, Signal signal) {
        Lane lane = new Lane(caller.id(), signal.from(), signal.to());
        return lanes.inOrder(lane, () -> deliver(caller, signal));
    }

    private Uni<Void> deliver(Caller caller, Signal signal) {
        return meetings.get(signal.meetingId())
                .chain(meeting -> allow(caller, meeting, signal))
                .chain(() -> publish(signal));
    }

    private Uni<Void> allow(Caller caller, LiveMeeting meeting, Signal signal) {
        if (!(meeting instanceof Ongoing ongoing && ongoing.seats(caller.id(), signal.from()))) {
            return refuse(caller, signal);
        }
        return ongoing.seat(signal.to()).isPresent()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(Refusal.notFound());
    }

    /// 404 to those who may not see the meeting, 409 where it is over, 403 to all others.
    private Uni<Void> refuse(Caller caller, Signal signal) {
        return visible.ongoing(caller, signal.meetingId())
                .chain(
                        () ->
                                Uni.createFrom()
                                        .failure(
                                                Refusal.forbidden(
                                                        "This is no participant of yours in this"
                                                                + " meeting")));
    }

    private Uni<Void> publish(Signal signal) {
        var event = new TopicEvent.SignalReceived(clock.instant(), signal);
        return announcements
                .publish(Topics.of(signal.to()), List.of(event))
                .invoke(() -> meters.counter("worksync.signaling.signals.sent").increment());
    }
}
