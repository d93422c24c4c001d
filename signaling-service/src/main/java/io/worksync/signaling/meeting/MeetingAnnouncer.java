package io.worksync.signaling.meeting;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.realtime.Topic;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.meeting.Happening.Ended;
import io.worksync.signaling.meeting.Happening.Joined;
import io.worksync.signaling.meeting.Happening.Left;
import io.worksync.signaling.meeting.Happening.Removed;
import io.worksync.signaling.meeting.Happening.Updated;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Tells those in a meeting what happened in it, and ends the subscriptions of those who left.
@ApplicationScoped
class MeetingAnnouncer {

    private final Announcements announcements;
    private final MeterRegistry meters;
    private final Clock clock;

    MeetingAnnouncer(Announcements announcements, MeterRegistry meters, Clock clock) {
        this.announcements = announcements;
        this.meters = meters;
        this.clock = clock;
    }

    Uni<Void> announce(Change change) {
        if (change.happenings().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        change.happenings().forEach(this::count);
        return each(change, this::toTheRemoved)
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
        if (change.happenings().contains(new Ended())) {
            events.add(new TopicEvent.MeetingEnded(now, change.after().toMeeting()));
        } else if (change.happenings().stream().anyMatch(MeetingAnnouncer::changesCount)) {
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
            case Left(Seat seat) ->
                    Stream.of(
                            new TopicEvent.ParticipantLeft(
                                    now, seat.asNewcomer(meeting), LeaveReason.LEFT));
            case Removed removed -> Stream.of();
            case Ended ended -> Stream.of();
        };
    }

    private static boolean changesCount(Happening happening) {
        return happening instanceof Joined || happening instanceof Left;
    }

    private Uni<Void> toTheRemoved(Change change, Happening happening) {
        if (!(happening instanceof Removed(Seat seat))) {
            return Uni.createFrom().voidItem();
        }
        var event =
                new TopicEvent.ParticipantRemoved(
                        clock.instant(),
                        seat.asNewcomer(change.after().facts().id()),
                        LeaveReason.REMOVED);
        return announcements.announce(Topics.of(seat.id()), List.of(event));
    }

    private Uni<Void> toTheOneWhoLeft(Change change, Happening happening) {
        if (!(happening instanceof Left(Seat seat))) {
            return Uni.createFrom().voidItem();
        }
        List<Topic> ended = new ArrayList<>(List.of(Topics.of(seat.id())));
        if (!(change.after() instanceof Ongoing ongoing && ongoing.seats(seat.userId()))) {
            ended.add(Topics.of(change.after().facts().id()));
        }
        var event = new TopicEvent.MeetingUpdated(clock.instant(), change.after().toMeeting());
        return announcements.announceAndUnsubscribe(Topics.of(seat.userId()), event, ended);
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
                    case Joined joined -> "participants.joined";
                    case Updated updated -> "participants.updated";
                    case Left left -> "participants.left";
                    case Removed removed -> "participants.removed";
                    case Ended ended -> "meetings.ended";
                };
        meters.counter("worksync.signaling." + what).increment();
    }
}
