package io.worksync.signaling.signal;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.MediaServers;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.signal.SignalLanes.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Passes a description, a candidate or a key on to one participant or media server, and to nobody
/// else.
///
/// What one sends to another arrives in the order in which it was sent. It is not kept beyond the
/// addressee's stream: a failure is the sender's to repeat.
@ApplicationScoped
class SendSignal {

    private final LiveMeetings meetings;
    private final VisibleMeetings visible;
    private final Announcements announcements;
    private final MediaServers servers;
    private final SignalLanes lanes;
    private final SignalRates rates;
    private final MeterRegistry meters;
    private final Clock clock;

    SendSignal(
            LiveMeetings meetings,
            VisibleMeetings visible,
            Announcements announcements,
            MediaServers servers,
            SignalLanes lanes,
            SignalRates rates,
            MeterRegistry meters,
            Clock clock) {
        this.meetings = meetings;
        this.visible = visible;
        this.announcements = announcements;
        this.servers = servers;
        this.lanes = lanes;
        this.rates = rates;
        this.meters = meters;
        this.clock = clock;
    }

    /// From one of the caller's own participants.
    Uni<Void> send(Caller caller, ParticipantId from, Signal signal) {
        Lane lane = new Lane(caller.id(), from, signal.to());
        return lanes.inOrder(lane, () -> deliver(caller, from, signal));
    }

    private Uni<Void> deliver(Caller caller, ParticipantId from, Signal signal) {
        return meetings.get(signal.meetingId())
                .chain(meeting -> deliver(caller, from, meeting, signal));
    }

    private Uni<Void> deliver(
            Caller caller, ParticipantId from, LiveMeeting meeting, Signal signal) {
        return meeting instanceof Ongoing ongoing && ongoing.seats(caller.id(), from)
                ? deliver(ongoing, from, signal)
                : refuse(caller, signal);
    }

    private Uni<Void> deliver(Ongoing meeting, ParticipantId from, Signal signal) {
        rates.take(from);
        Optional<Signal> shown =
                meeting.room().settings().relayOnly()
                        ? HiddenAddresses.of(signal)
                        : Optional.of(signal);
        return shown.map(what -> passOn(meeting, from, what)).orElse(Uni.createFrom().voidItem());
    }

    private Uni<Void> passOn(Ongoing meeting, ParticipantId from, Signal signal) {
        return signal.to()
                .participant()
                .map(to -> toParticipant(meeting, to, signal))
                .orElseGet(() -> toServer(meeting, from, signal));
    }

    private Uni<Void> toParticipant(Ongoing meeting, ParticipantId to, Signal signal) {
        return meeting.seat(to).isPresent()
                ? publish(to, signal)
                : Uni.createFrom().failure(Refusal.notFound());
    }

    private Uni<Void> toServer(Ongoing meeting, ParticipantId from, Signal signal) {
        Seat seat = meeting.seat(from).orElseThrow(Refusal::notFound);
        return servers.signal(meeting, seat, signal).invoke(this::count);
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

    private Uni<Void> publish(ParticipantId to, Signal signal) {
        var event = new TopicEvent.SignalReceived(clock.instant(), signal);
        return announcements.publish(Topics.of(to), List.of(event)).invoke(this::count);
    }

    private void count() {
        meters.counter("worksync.signaling.signals.sent").increment();
    }
}
