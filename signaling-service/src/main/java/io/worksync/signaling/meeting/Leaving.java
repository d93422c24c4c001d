package io.worksync.signaling.meeting;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.Happening.Ended;
import io.worksync.signaling.meeting.Happening.Left;
import io.worksync.signaling.meeting.Happening.Removed;
import io.worksync.signaling.meeting.Happening.TurnedAway;
import io.worksync.signaling.meeting.Happening.Updated;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Decides what becomes of a meeting when participants go.
///
/// The last one out ends it, unless its time is still to come. When the last host goes, the oldest
/// co-host or else the oldest participant leads it.
public final class Leaving {

    private Leaving() {}

    /// Those leave who match.
    public static Change leave(
            Ongoing meeting, Predicate<Seat> leaving, LeaveReason reason, Instant at) {
        List<Happening> left =
                meeting.seats().stream()
                        .filter(leaving)
                        .<Happening>map(seat -> new Left(seat, reason))
                        .toList();
        return left.isEmpty()
                ? Change.none(meeting)
                : without(meeting, meeting.room(), leaving, left, at);
    }

    /// Nothing was heard of these devices for too long, in the meeting or its lobby.
    public static Change lose(Open meeting, Set<ParticipantId> lost, Instant at) {
        Change left =
                meeting instanceof Ongoing ongoing
                        ? leave(ongoing, seat -> lost.contains(seat.id()), LeaveReason.LOST, at)
                        : Change.none(meeting);
        return left.after() instanceof Open open ? turnAway(meeting, open, left, lost) : left;
    }

    private static Change turnAway(
            Open before, Open meeting, Change left, Set<ParticipantId> lost) {
        List<Happening> happenings = new ArrayList<>(left.happenings());
        Room room = meeting.room();
        for (Guest guest : meeting.room().lobby()) {
            if (lost.contains(guest.id())) {
                room = room.withoutGuest(guest.id());
                happenings.add(new TurnedAway(guest, LeaveReason.LOST));
            }
        }
        return new Change(before, meeting.with(room), List.copyOf(happenings));
    }

    /// A host takes a participant out, who then comes back through the lobby only.
    public static Change remove(Ongoing meeting, UserId by, ParticipantId id, Instant at) {
        Seat removed = meeting.seat(id).orElseThrow(Refusal::notFound);
        Leading.requireOver(meeting, by, removed.userId());
        return without(
                meeting,
                meeting.room().with((People people) -> people.remove(removed.userId())),
                seat -> seat.id().equals(id),
                List.of(new Removed(removed), new Left(removed, LeaveReason.REMOVED)),
                at);
    }

    /// A device in the lobby gives up.
    public static Change giveUp(Open meeting, Guest guest) {
        return new Change(
                meeting,
                meeting.with(meeting.room().withoutGuest(guest.id())),
                List.of(new TurnedAway(guest, LeaveReason.LEFT)));
    }

    /// The meeting ends for all.
    public static Change end(Open meeting, Instant at) {
        Stream<Happening> left =
                meeting.seats().stream().map(seat -> new Left(seat, LeaveReason.ENDED));
        return over(meeting, meeting.room(), left.toList(), at);
    }

    private static Change over(
            Open before, Room room, List<? extends Happening> happenings, Instant at) {
        Instant startedAt = before instanceof Ongoing ongoing ? ongoing.startedAt() : null;
        Stream<Happening> away =
                room.lobby().stream().map(guest -> new TurnedAway(guest, LeaveReason.ENDED));
        List<Happening> all =
                Stream.of(happenings.stream(), away, Stream.of(new Ended()))
                        .flatMap(each -> each)
                        .map(Happening.class::cast)
                        .toList();
        Room ended = room.withLobby(List.of()).with(room.settings().withRecording(null));
        return new Change(before, new Over(ended, startedAt, at), all);
    }

    private static Change without(
            Ongoing before,
            Room room,
            Predicate<Seat> leaving,
            List<Happening> happenings,
            Instant at) {
        List<Seat> staying = before.seats().stream().filter(leaving.negate()).toList();
        if (!staying.isEmpty()) {
            return succeed(before, new Ongoing(room, before.startedAt(), staying), happenings);
        }
        Instant due = room.settings().scheduledFor();
        return due != null && at.isBefore(due)
                ? new Change(before, new Scheduled(waiting(room)), happenings)
                : over(before, room, happenings, at);
    }

    private static Room waiting(Room room) {
        return room.with(room.settings().withMediaPlane(MediaPlaneKind.MESH).withRecording(null));
    }

    private static Change succeed(Ongoing before, Ongoing meeting, List<Happening> happenings) {
        if (hasHost(meeting) || !hasHost(before)) {
            return new Change(before, meeting, happenings);
        }
        UserId heir = heir(meeting.seats());
        People people = meeting.room().people();
        for (Seat gone : before.seats()) {
            boolean passesOn = gone.role() == MeetingRole.HOST && !meeting.seats(gone.userId());
            people = passesOn ? people.without(gone.userId()) : people;
        }
        People next = people.withRole(heir, MeetingRole.HOST);
        List<Happening> all = new ArrayList<>(happenings);
        List<Seat> seats = new ArrayList<>();
        for (Seat seat : meeting.seats()) {
            boolean isHeir = seat.userId().equals(heir);
            Seat now = isHeir ? seat.with(MeetingRole.HOST) : seat;
            seats.add(now);
            if (isHeir) {
                all.add(new Updated(now));
            }
        }
        Room room = meeting.room().with((People old) -> next);
        return new Change(before, new Ongoing(room, meeting.startedAt(), seats), List.copyOf(all));
    }

    private static boolean hasHost(Ongoing meeting) {
        return meeting.seats().stream().anyMatch(seat -> seat.role() == MeetingRole.HOST);
    }

    private static UserId heir(List<Seat> seats) {
        return oldest(seats, MeetingRole.COHOST)
                .or(() -> oldest(seats, MeetingRole.PARTICIPANT))
                .orElse(seats.getFirst())
                .userId();
    }

    private static Optional<Seat> oldest(List<Seat> seats, MeetingRole role) {
        return seats.stream().filter(seat -> seat.role() == role).findFirst();
    }
}
