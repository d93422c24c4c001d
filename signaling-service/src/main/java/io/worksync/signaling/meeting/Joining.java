package io.worksync.signaling.meeting;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.Happening.Joined;
import io.worksync.signaling.meeting.Happening.Knocked;
import io.worksync.signaling.meeting.Happening.Started;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides how a device comes into a meeting.
public final class Joining {

    private Joining() {}

    /// How many a meeting holds: with each one sending to every other one, at most, and through a
    /// media server. From `meshUntil` on it goes through a media server, where one is available.
    public record Capacity(
            int meshUntil, int meshAtMost, int serverAtMost, boolean serverAvailable, int lobby) {}

    /// The device that comes. `formerly` is the participant it was before, with proof in
    /// `resumeHash`.
    public record Newcomer(
            ParticipantId id,
            UserId userId,
            String displayName,
            @Nullable String deviceName,
            Seat.Media media,
            String resumeHash,
            boolean formerly) {}

    /// The device takes a seat as the newest, waits in the lobby, or has either already; 409 where
    /// the meeting is locked or full.
    public static Change join(Open meeting, Newcomer newcomer, Capacity capacity, Instant at) {
        if (meeting.seat(newcomer.id()).isPresent()) {
            return Change.none(meeting);
        }
        Optional<Guest> guest = meeting.room().guest(newcomer.id());
        if (guest.isPresent() && !guest.get().admitted()) {
            return Change.none(meeting);
        }
        if (guest.isPresent() || mayComeIn(meeting, newcomer)) {
            return takeSeat(meeting, newcomer, capacity, at);
        }
        return knock(meeting, newcomer, capacity, at);
    }

    /// The participant that a token belongs to; 403 where it is somebody else's. Empty where the
    /// meeting knows of none.
    public static Optional<ParticipantId> resumed(
            Open meeting, UserId user, ParticipantId id, ResumeToken token) {
        Optional<Seat> seat = meeting.seat(id);
        Optional<Guest> guest = meeting.room().guest(id);
        UserId owner = seat.map(Seat::userId).or(() -> guest.map(Guest::userId)).orElse(null);
        String hash = seat.map(Seat::resumeHash).or(() -> guest.map(Guest::resumeHash)).orElse("");
        if (owner == null) {
            return Optional.empty();
        }
        if (!owner.equals(user) || !token.matches(hash)) {
            throw Refusal.forbidden("This is not the participant that you were");
        }
        return Optional.of(id);
    }

    private static boolean mayComeIn(Open meeting, Newcomer newcomer) {
        Room room = meeting.room();
        UserId user = newcomer.userId();
        boolean known = newcomer.formerly() || meeting.seats(user) || room.isLedBy(user);
        if (room.people().admitted().contains(user)) {
            return true;
        }
        if (room.people().removed().contains(user)) {
            return room.facts().host().equals(user);
        }
        if (room.settings().locked() && !known) {
            throw Refusal.conflict("The meeting is locked");
        }
        return known || !room.settings().lobby();
    }

    private static Change knock(Open meeting, Newcomer newcomer, Capacity capacity, Instant at) {
        Room room = meeting.room();
        if (room.settings().locked()) {
            throw Refusal.conflict("The meeting is locked");
        }
        if (room.lobby().size() >= capacity.lobby()) {
            throw Refusal.conflict("The lobby is full: it holds " + capacity.lobby() + " devices");
        }
        Guest guest =
                new Guest(
                        newcomer.id(),
                        newcomer.userId(),
                        newcomer.displayName(),
                        newcomer.deviceName(),
                        newcomer.media(),
                        at,
                        newcomer.resumeHash(),
                        false);
        List<Guest> lobby = Stream.concat(room.lobby().stream(), Stream.of(guest)).toList();
        return new Change(
                meeting, meeting.with(room.withLobby(lobby)), List.of(new Knocked(guest)));
    }

    private static Change takeSeat(Open meeting, Newcomer newcomer, Capacity capacity, Instant at) {
        Seat seat = seat(meeting.room(), newcomer, at);
        Settings settings = settings(meeting, capacity);
        Room room = meeting.room().withoutGuest(seat.id()).with(settings);
        List<Seat> seats = Stream.concat(meeting.seats().stream(), Stream.of(seat)).toList();
        List<Happening> happenings = new ArrayList<>();
        if (meeting instanceof Scheduled) {
            happenings.add(new Started());
        }
        if (!settings.equals(meeting.room().settings())) {
            happenings.add(new Happening.Changed());
        }
        happenings.add(new Joined(seat));
        return new Change(
                meeting, new Ongoing(room, startedAt(meeting, at), seats), List.copyOf(happenings));
    }

    private static Instant startedAt(Open meeting, Instant at) {
        return switch (meeting) {
            case Scheduled scheduled -> at;
            case Ongoing ongoing -> ongoing.startedAt();
        };
    }

    private static Seat seat(Room room, Newcomer newcomer, Instant at) {
        MeetingRole role = room.roleOf(newcomer.userId());
        Seat seat =
                new Seat(
                        newcomer.id(),
                        newcomer.userId(),
                        newcomer.displayName(),
                        newcomer.deviceName(),
                        role,
                        newcomer.media(),
                        at,
                        newcomer.resumeHash());
        return seat.with(role);
    }

    /// With one more; 409 where that is one too many.
    private static Settings settings(Open meeting, Capacity capacity) {
        Settings settings = meeting.room().settings();
        int count = meeting.seats().size() + 1;
        boolean moves =
                settings.mediaPlane() == MediaPlaneKind.MESH
                        && capacity.serverAvailable()
                        && count > capacity.meshUntil();
        Settings next = moves ? settings.withMediaPlane(MediaPlaneKind.SFU) : settings;
        int most =
                next.mediaPlane() == MediaPlaneKind.SFU
                        ? capacity.serverAtMost()
                        : capacity.meshAtMost();
        if (count > most) {
            throw Refusal.conflict("This meeting is full: it holds " + most + " participants");
        }
        return next;
    }
}
