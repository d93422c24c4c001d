package io.worksync.signaling.meeting;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.signaling.meeting.Happening.Changed;
import io.worksync.signaling.meeting.Happening.Joined;
import io.worksync.signaling.meeting.Happening.Left;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a decision makes of a meeting, and what happened thereby, in order.
public record Change(LiveMeeting before, LiveMeeting after, List<Happening> happenings) {

    /// Nothing happens.
    public static Change none(LiveMeeting meeting) {
        return new Change(meeting, meeting, List.of());
    }

    /// All who are in the meeting come at once, as far as their leases go.
    static Change restored(LiveMeeting meeting) {
        LiveMeeting before = new LiveMeeting.Scheduled(meeting.room().withLobby(List.of()));
        return new Change(before, meeting, List.of());
    }

    Change at(long version) {
        return new Change(before, after.at(version), happenings);
    }

    /// Those who are in it or its lobby afterwards, and were not before.
    Set<ParticipantId> came() {
        return except(present(after), present(before));
    }

    /// Those who were in it or its lobby before, and are not afterwards.
    Set<ParticipantId> went() {
        return except(present(before), present(after));
    }

    /// Whether the meeting itself looks different to others, and not only those in it.
    boolean changesMeeting() {
        return happenings.stream()
                .anyMatch(
                        happening ->
                                happening instanceof Joined
                                        || happening instanceof Left
                                        || happening instanceof Changed);
    }

    private static Set<ParticipantId> present(LiveMeeting meeting) {
        return switch (meeting) {
            case LiveMeeting.Open open ->
                    Stream.concat(
                                    open.seats().stream().map(Seat::id),
                                    open.room().lobby().stream().map(Guest::id))
                            .collect(Collectors.toSet());
            case LiveMeeting.Over over -> Set.of();
        };
    }

    private static Set<ParticipantId> except(Set<ParticipantId> ids, Set<ParticipantId> others) {
        return ids.stream().filter(id -> !others.contains(id)).collect(Collectors.toSet());
    }
}
