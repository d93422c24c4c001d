package io.worksync.signaling.meeting;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A meeting as it is now.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "ongoing", value = LiveMeeting.Ongoing.class),
    @JsonSubTypes.Type(name = "over", value = LiveMeeting.Over.class)
})
public sealed interface LiveMeeting {

    MeetingFacts facts();

    /// As others see it.
    Meeting toMeeting();

    /// People may join; `seats` in the order in which they did, which decides who offers to whom.
    record Ongoing(MeetingFacts facts, List<Seat> seats) implements LiveMeeting {

        public Ongoing {
            seats = List.copyOf(seats);
        }

        @Override
        public Meeting toMeeting() {
            return facts.toMeeting(null, seats.size());
        }

        public Optional<Seat> seat(ParticipantId id) {
            return seats.stream().filter(seat -> seat.id().equals(id)).findFirst();
        }

        /// Whether the person takes part with any device.
        public boolean seats(UserId user) {
            return seats.stream().anyMatch(seat -> seat.userId().equals(user));
        }

        /// Whether the participant is one of the person's devices.
        public boolean seats(UserId user, ParticipantId id) {
            return seat(id).filter(seat -> seat.userId().equals(user)).isPresent();
        }

        /// The person's participant that joined last.
        public Optional<ParticipantId> newestOf(UserId user) {
            return seats.reversed().stream()
                    .filter(seat -> seat.userId().equals(user))
                    .map(Seat::id)
                    .findFirst();
        }

        @JsonIgnore
        public boolean isEmpty() {
            return seats.isEmpty();
        }

        /// The participants with the roles they have towards `viewer`, or towards one who would
        /// join now.
        public List<Participant> roster(@Nullable ParticipantId viewer) {
            int position = viewer == null ? seats.size() : indexOf(viewer);
            return seats.stream().map(seat -> seenFrom(position, seat)).toList();
        }

        private Participant seenFrom(int position, Seat seat) {
            return indexOf(seat.id()) < position
                    ? seat.asOlder(facts.id())
                    : seat.asNewcomer(facts.id());
        }

        /// The place in the order of joining; behind all others for one who has none.
        private int indexOf(ParticipantId id) {
            return (int) seats.stream().takeWhile(seat -> !seat.id().equals(id)).count();
        }
    }

    /// Nobody may join any more.
    record Over(MeetingFacts facts, Instant endedAt) implements LiveMeeting {

        @Override
        public Meeting toMeeting() {
            return facts.toMeeting(endedAt, 0);
        }
    }
}
