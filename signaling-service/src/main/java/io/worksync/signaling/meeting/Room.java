package io.worksync.signaling.meeting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a meeting has whether or not anybody is in it: its settings, what hosts said of people, and
/// those who wait to be let in.
public record Room(
        MeetingFacts facts, Settings settings, People people, List<Guest> lobby, long version) {

    public Room {
        lobby = List.copyOf(lobby);
    }

    /// A new one.
    public static Room of(MeetingFacts facts, Settings settings) {
        return new Room(facts, settings, People.NONE, List.of(), 0);
    }

    Room at(long later) {
        return new Room(facts, settings, people, lobby, later);
    }

    public Room with(Settings changed) {
        return new Room(facts, changed, people, lobby, version);
    }

    Room with(UnaryOperator<People> change) {
        return new Room(facts, settings, change.apply(people), lobby, version);
    }

    Room withLobby(List<Guest> guests) {
        return new Room(facts, settings, people, guests, version);
    }

    Room withoutGuest(ParticipantId id) {
        return withLobby(lobby.stream().filter(guest -> !guest.id().equals(id)).toList());
    }

    /// What the person is, or would be on coming in.
    public MeetingRole roleOf(UserId user) {
        return people.roleOf(user)
                .orElse(facts.host().equals(user) ? MeetingRole.HOST : MeetingRole.PARTICIPANT);
    }

    /// Whether the person leads the meeting.
    public boolean isLedBy(UserId user) {
        MeetingRole role = roleOf(user);
        return role == MeetingRole.HOST || role == MeetingRole.COHOST;
    }

    public Optional<Guest> guest(ParticipantId id) {
        return lobby.stream().filter(guest -> guest.id().equals(id)).findFirst();
    }

    /// Those who were not let in yet, oldest first.
    @JsonIgnore
    public List<Waiting> waiting() {
        return lobby.stream()
                .filter(guest -> !guest.admitted())
                .map(guest -> guest.toWaiting(facts.id()))
                .toList();
    }

    /// The meeting as others see it.
    Meeting toMeeting(
            @Nullable Instant startedAt, @Nullable Instant endedAt, int participantCount) {
        return new Meeting(
                facts.id(),
                settings.title(),
                facts.channelId(),
                facts.host(),
                startedAt,
                endedAt,
                settings.mediaPlane(),
                participantCount,
                settings.scheduledFor(),
                facts.joinCode(),
                settings.locked(),
                settings.lobby(),
                facts.e2ee(),
                settings.relayOnly(),
                settings.recording(),
                version);
    }
}
