package io.worksync.signaling.meeting;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.Happening.Admitted;
import io.worksync.signaling.meeting.Happening.Changed;
import io.worksync.signaling.meeting.Happening.Muted;
import io.worksync.signaling.meeting.Happening.TurnedAway;
import io.worksync.signaling.meeting.Happening.Updated;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import java.util.ArrayList;
import java.util.List;

/// Decides what hosts do to a meeting and the people in it.
public final class Leading {

    private Leading() {}

    /// 403 for all but hosts and co-hosts.
    public static void require(LiveMeeting meeting, UserId user) {
        if (!meeting.room().isLedBy(user)) {
            throw Refusal.forbidden("Only the meeting's hosts may do this");
        }
    }

    /// 403 unless the one leads the meeting and the other is no host over them.
    static void requireOver(LiveMeeting meeting, UserId by, UserId other) {
        require(meeting, by);
        Room room = meeting.room();
        if (room.roleOf(other) == MeetingRole.HOST && room.roleOf(by) != MeetingRole.HOST) {
            throw Refusal.forbidden("Co-hosts have no say over hosts");
        }
    }

    /// Other settings; those who wait come in where the lobby opens.
    public static Change settings(Open meeting, Settings settings) {
        if (settings.equals(meeting.room().settings())) {
            return Change.none(meeting);
        }
        Room room = meeting.room().with(settings);
        List<Happening> happenings = new ArrayList<>(List.of(new Changed()));
        if (meeting.room().settings().lobby() && !settings.lobby()) {
            for (Guest guest : meeting.room().lobby()) {
                room = letIn(room, guest, happenings);
            }
        }
        return new Change(meeting, meeting.with(room), List.copyOf(happenings));
    }

    /// Lets a device in that waits; doing it again changes nothing. 404 for one that does not wait.
    public static Change admit(Open meeting, ParticipantId id) {
        Guest guest = meeting.room().guest(id).orElseThrow(Refusal::notFound);
        List<Happening> happenings = new ArrayList<>();
        Room room = letIn(meeting.room(), guest, happenings);
        return new Change(meeting, meeting.with(room), List.copyOf(happenings));
    }

    private static Room letIn(Room room, Guest guest, List<Happening> happenings) {
        if (guest.admitted()) {
            return room;
        }
        Guest admitted = guest.letIn();
        happenings.add(new Admitted(admitted));
        return room.withLobby(
                        room.lobby().stream()
                                .map(other -> other.id().equals(guest.id()) ? admitted : other)
                                .toList())
                .with((People people) -> people.admit(guest.userId()));
    }

    /// Sends a device away that waits; 404 for one that does not.
    public static Change deny(Open meeting, ParticipantId id) {
        Guest guest = meeting.room().guest(id).orElseThrow(Refusal::notFound);
        Room room = meeting.room().withoutGuest(id);
        return new Change(
                meeting, meeting.with(room), List.of(new TurnedAway(guest, LeaveReason.DENIED)));
    }

    /// Turns off what a participant shows; nothing happens where it is off already.
    public static Change mute(Ongoing meeting, UserId by, ParticipantId id, Muting muting) {
        Seat seat = meeting.seat(id).orElseThrow(Refusal::notFound);
        requireOver(meeting, by, seat.userId());
        Seat muted = seat.with(muting.applied(seat.media()));
        return muted.equals(seat)
                ? Change.none(meeting)
                : new Change(
                        meeting,
                        meeting.with(replaced(meeting.seats(), muted)),
                        List.of(new Muted(muted, by, muting), new Updated(muted)));
    }

    /// The participant shows or does something else; 403 for a viewer who shows anything.
    public static Change show(Ongoing meeting, Seat seat, Seat.Media media) {
        if (media.equals(seat.media())) {
            return Change.none(meeting);
        }
        if (seat.role() == MeetingRole.VIEWER && !media.silent().equals(media)) {
            throw Refusal.forbidden("Viewers show nothing of themselves");
        }
        Seat shown = seat.with(media);
        return new Change(
                meeting,
                meeting.with(replaced(meeting.seats(), shown)),
                List.of(new Updated(shown)));
    }

    /// Gives a person a role, on all their devices; 403 for all but hosts, 409 where nobody would
    /// be host any more.
    public static Change role(Ongoing meeting, UserId by, ParticipantId id, MeetingRole role) {
        if (meeting.room().roleOf(by) != MeetingRole.HOST) {
            throw Refusal.forbidden("Only hosts give roles");
        }
        UserId user = meeting.seat(id).orElseThrow(Refusal::notFound).userId();
        Room room = meeting.room().with((People people) -> people.withRole(user, role));
        List<Seat> seats = new ArrayList<>();
        List<Happening> happenings = new ArrayList<>();
        for (Seat seat : meeting.seats()) {
            boolean changes = seat.userId().equals(user) && seat.role() != role;
            Seat now = changes ? seat.with(role) : seat;
            seats.add(now);
            if (changes) {
                happenings.add(new Updated(now));
            }
        }
        if (seats.stream().noneMatch(seat -> seat.role() == MeetingRole.HOST)) {
            throw Refusal.conflict("A meeting needs a host: make somebody else one first");
        }
        return happenings.isEmpty()
                ? Change.none(meeting)
                : new Change(
                        meeting,
                        new Ongoing(room, meeting.startedAt(), seats),
                        List.copyOf(happenings));
    }

    private static List<Seat> replaced(List<Seat> seats, Seat changed) {
        return seats.stream().map(seat -> seat.id().equals(changed.id()) ? changed : seat).toList();
    }
}
