package io.worksync.signaling.meeting;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.Happening.Ended;
import io.worksync.signaling.meeting.Happening.Joined;
import io.worksync.signaling.meeting.Happening.Left;
import io.worksync.signaling.meeting.Happening.Removed;
import io.worksync.signaling.meeting.Happening.Updated;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a decision makes of a meeting, and what happened thereby, in order.
public record Change(LiveMeeting after, List<Happening> happenings) {

    /// Nothing happens.
    public static Change none(LiveMeeting meeting) {
        return new Change(meeting, List.of());
    }

    /// The participant comes in as the newest; 409 where the meeting is full.
    public static Change join(Ongoing meeting, Seat seat, int maxParticipants) {
        if (meeting.seats().size() >= maxParticipants) {
            throw Refusal.conflict(
                    "This meeting is full: it holds " + maxParticipants + " participants");
        }
        List<Seat> seats = Stream.concat(meeting.seats().stream(), Stream.of(seat)).toList();
        return new Change(new Ongoing(meeting.facts(), seats), List.of(new Joined(seat)));
    }

    /// The participant shows or does something else.
    public static Change update(Ongoing meeting, ParticipantId id, Seat.Media media) {
        Seat updated = meeting.seat(id).orElseThrow(Refusal::notFound).with(media);
        List<Seat> seats =
                meeting.seats().stream()
                        .map(seat -> seat.id().equals(id) ? updated : seat)
                        .toList();
        return new Change(new Ongoing(meeting.facts(), seats), List.of(new Updated(updated)));
    }

    /// Those leave who match; the last one out ends the meeting.
    public static Change leave(Ongoing meeting, Predicate<Seat> leaving, Instant at) {
        List<Happening> left =
                meeting.seats().stream().filter(leaving).<Happening>map(Left::new).toList();
        return left.isEmpty() ? none(meeting) : without(meeting, leaving, left, at);
    }

    /// The host takes a participant out.
    public static Change remove(Ongoing meeting, ParticipantId id, Instant at) {
        Seat removed = meeting.seat(id).orElseThrow(Refusal::notFound);
        return without(
                meeting,
                seat -> seat.id().equals(id),
                List.of(new Removed(removed), new Left(removed)),
                at);
    }

    /// The meeting ends for all.
    public static Change end(Ongoing meeting, Instant at) {
        return new Change(new Over(meeting.facts(), at), List.of(new Ended()));
    }

    private static Change without(
            Ongoing meeting, Predicate<Seat> leaving, List<Happening> happenings, Instant at) {
        List<Seat> staying = meeting.seats().stream().filter(leaving.negate()).toList();
        return staying.isEmpty()
                ? new Change(
                        new Over(meeting.facts(), at),
                        Stream.concat(happenings.stream(), Stream.of(new Ended())).toList())
                : new Change(new Ongoing(meeting.facts(), staying), happenings);
    }
}
