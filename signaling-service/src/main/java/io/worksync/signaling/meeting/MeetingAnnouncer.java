package io.worksync.signaling.meeting;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.contracts.meeting.Waiting;
import io.worksync.realtime.Topic;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.meeting.Happening.Admitted;
import io.worksync.signaling.meeting.Happening.Changed;
import io.worksync.signaling.meeting.Happening.Ended;
import io.worksync.signaling.meeting.Happening.Joined;
import io.worksync.signaling.meeting.Happening.Knocked;
import io.worksync.signaling.meeting.Happening.Left;
import io.worksync.signaling.meeting.Happening.Muted;
import io.worksync.signaling.meeting.Happening.Removed;
import io.worksync.signaling.meeting.Happening.Started;
import io.worksync.signaling.meeting.Happening.TurnedAway;
import io.worksync.signaling.meeting.Happening.Updated;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Tells those in a meeting what happened in it, and ends the subscriptions of those who left.
@ApplicationScoped
class MeetingAnnouncer {

    private static final String METER = "worksync.signaling.";
    /// What is rare is to be seen as 0 before it happens first.
    private static final List<String> FROM_THE_START =
            List.of(
                    "meetings.begun",
                    "meetings.ended",
                    "participants.joined",
                    "participants.left",
                    "participants.lost");

    private final Announcements announcements;
    private final MeterRegistry meters;
    private final Clock clock;

    MeetingAnnouncer(Announcements announcements, MeterRegistry meters, Clock clock) {
        this.announcements = announcements;
        this.meters = meters;
        FROM_THE_START.forEach(name -> meters.counter(METER + name));
        this.clock = clock;
    }

    Uni<Void> announce(Change change) {
        change.happenings().forEach(this::count);
        return each(change, this::toTheOneConcerned)
                .chain(() -> toAll(change))
                .chain(() -> each(change, this::toTheOneWhoLeft));
    }

    private Uni<Void> toAll(Change change) {
        MeetingId meeting = change.after().facts().id();
        Instant now = clock.instant();
        List<TopicEvent> events = new ArrayList<>();
        change.happenings().stream()
                .flatMap(happening -> event(meeting, happening, now))
                .forEach(events::add);
        if (change.happenings().stream().anyMatch(MeetingAnnouncer::changesLobby)) {
            List<Waiting> waiting = change.after().room().waiting();
            events.add(new TopicEvent.LobbyUpdated(now, meeting, waiting));
        }
        if (change.happenings().contains(new Ended())) {
            events.add(new TopicEvent.MeetingEnded(now, change.after().toMeeting()));
        } else if (change.changesMeeting()) {
            events.add(new TopicEvent.MeetingUpdated(now, change.after().toMeeting()));
        }
        return announcements.announce(Topics.of(meeting), events);
    }

    private static Stream<TopicEvent> event(MeetingId meeting, Happening happening, Instant now) {
        return switch (happening) {
            case Joined(Seat seat) ->
                    Stream.of(new TopicEvent.ParticipantJoined(now, seat.asNewcomer(meeting)));
            case Updated(Seat seat) ->
                    Stream.of(new TopicEvent.ParticipantUpdated(now, seat.asNewcomer(meeting)));
            case Left(Seat seat, LeaveReason reason) ->
                    Stream.of(
                            new TopicEvent.ParticipantLeft(now, seat.asNewcomer(meeting), reason));
            case Started started -> Stream.of();
            case Removed removed -> Stream.of();
            case Muted muted -> Stream.of();
            case Knocked knocked -> Stream.of();
            case Admitted admitted -> Stream.of();
            case TurnedAway away -> Stream.of();
            case Changed changed -> Stream.of();
            case Ended ended -> Stream.of();
        };
    }

    private static boolean changesLobby(Happening happening) {
        return happening instanceof Knocked
                || happening instanceof Admitted
                || happening instanceof TurnedAway;
    }

    private Uni<Void> toTheOneConcerned(Change change, Happening happening) {
        Instant now = clock.instant();
        return switch (happening) {
            case Removed(Seat seat) ->
                    tell(
                            seat.id(),
                            new TopicEvent.ParticipantRemoved(
                                    now,
                                    seat.asNewcomer(change.after().facts().id()),
                                    LeaveReason.REMOVED));
            case Muted(Seat seat, UserId by, Muting muting) ->
                    tell(seat.id(), muted(now, by, muting));
            case Admitted(Guest guest) ->
                    tell(guest.id(), new TopicEvent.ParticipantAdmitted(now, guest.id()));
            case TurnedAway(Guest guest, LeaveReason reason) ->
                    tell(guest.id(), new TopicEvent.ParticipantRemoved(now, null, reason));
            default -> Uni.createFrom().voidItem();
        };
    }

    private static TopicEvent muted(Instant now, UserId by, Muting muting) {
        return new TopicEvent.ParticipantMuted(
                now,
                by,
                muting.off(Muting.Kind.AUDIO),
                muting.off(Muting.Kind.VIDEO),
                muting.off(Muting.Kind.SCREEN),
                muting.off(Muting.Kind.HAND));
    }

    private Uni<Void> tell(ParticipantId participant, TopicEvent event) {
        return announcements.announce(Topics.of(participant), List.of(event));
    }

    private Uni<Void> toTheOneWhoLeft(Change change, Happening happening) {
        return switch (happening) {
            case Left(Seat seat, LeaveReason reason) ->
                    unsubscribe(change, seat.userId(), seat.id());
            case TurnedAway(Guest guest, LeaveReason reason) ->
                    unsubscribe(change, guest.userId(), guest.id());
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> unsubscribe(Change change, UserId user, ParticipantId participant) {
        List<Topic> ended = new ArrayList<>(List.of(Topics.of(participant)));
        if (!(change.after() instanceof Open open && open.seats(user))) {
            ended.add(Topics.of(change.after().facts().id()));
        }
        var event = new TopicEvent.MeetingUpdated(clock.instant(), change.after().toMeeting());
        return announcements.announceAndUnsubscribe(Topics.of(user), event, ended);
    }

    private static Uni<Void> each(Change change, Step step) {
        return Multi.createFrom()
                .iterable(change.happenings())
                .onItem()
                .transformToUniAndConcatenate(happening -> step.take(change, happening))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    @FunctionalInterface
    private interface Step {
        Uni<Void> take(Change change, Happening happening);
    }

    private void count(Happening happening) {
        String what =
                switch (happening) {
                    case Started started -> "meetings.begun";
                    case Joined joined -> "participants.joined";
                    case Updated updated -> "participants.updated";
                    case Left(Seat seat, LeaveReason reason) ->
                            reason == LeaveReason.LOST ? "participants.lost" : "participants.left";
                    case Removed removed -> "participants.removed";
                    case Muted muted -> "participants.muted";
                    case Knocked knocked -> "devices.knocked";
                    case Admitted admitted -> "devices.admitted";
                    case TurnedAway away -> "devices.turned.away";
                    case Changed changed -> "meetings.changed";
                    case Ended ended -> "meetings.ended";
                };
        meters.counter(METER + what).increment();
    }
}
