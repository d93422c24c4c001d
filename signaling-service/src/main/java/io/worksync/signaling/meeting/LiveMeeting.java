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
    @JsonSubTypes.Type(name = "scheduled", value = LiveMeeting.Scheduled.class),
    @JsonSubTypes.Type(name = "ongoing", value = LiveMeeting.Ongoing.class),
    @JsonSubTypes.Type(name = "over", value = LiveMeeting.Over.class)
})
public sealed interface LiveMeeting {

    /// What it has in each state.
    Room room();

    /// As others see it.
    Meeting toMeeting();

    /// The same as of a later version.
    LiveMeeting at(long version);

    default MeetingFacts facts() {
        return room().facts();
    }

    /// People may come in.
    sealed interface Open extends LiveMeeting {

        /// Those in it, in the order in which they came, which decides who offers to whom.
        List<Seat> seats();

        Open with(Room changed);

        default Optional<Seat> seat(ParticipantId id) {
            return seats().stream().filter(seat -> seat.id().equals(id)).findFirst();
        }

        /// Whether the person takes part with any device.
        default boolean seats(UserId user) {
            return seats().stream().anyMatch(seat -> seat.userId().equals(user));
        }

        /// Whether the participant is one of the person's devices.
        default boolean seats(UserId user, ParticipantId id) {
            return seat(id).filter(seat -> seat.userId().equals(user)).isPresent();
        }
    }

    /// Nobody came yet; the first one starts it.
    record Scheduled(Room room) implements Open {

        @Override
        public List<Seat> seats() {
            return List.of();
        }

        @Override
        public Scheduled with(Room changed) {
            return new Scheduled(changed);
        }

        @Override
        public Scheduled at(long version) {
            return new Scheduled(room.at(version));
        }

        @Override
        public Meeting toMeeting() {
            return room.toMeeting(null, null, 0);
        }
    }

    /// It goes on.
    record Ongoing(Room room, Instant startedAt, List<Seat> seats) implements Open {

        public Ongoing {
            seats = List.copyOf(seats);
        }

        @Override
        public Ongoing with(Room changed) {
            return new Ongoing(changed, startedAt, seats);
        }

        Ongoing with(List<Seat> changed) {
            return new Ongoing(room, startedAt, changed);
        }

        @Override
        public Ongoing at(long version) {
            return new Ongoing(room.at(version), startedAt, seats);
        }

        @Override
        public Meeting toMeeting() {
            return room.toMeeting(startedAt, null, seats.size());
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
                    ? seat.asOlder(facts().id())
                    : seat.asNewcomer(facts().id());
        }

        /// The place in the order of joining; behind all others for one who has none.
        private int indexOf(ParticipantId id) {
            return (int) seats.stream().takeWhile(seat -> !seat.id().equals(id)).count();
        }
    }

    /// Nobody may join any more; `startedAt` is null where nobody ever came.
    record Over(Room room, @Nullable Instant startedAt, Instant endedAt) implements LiveMeeting {

        @Override
        public Over at(long version) {
            return new Over(room.at(version), startedAt, endedAt);
        }

        @Override
        public Meeting toMeeting() {
            return room.toMeeting(startedAt, endedAt, 0);
        }
    }
}
