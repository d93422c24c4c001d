package io.worksync.signaling.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Participant;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.Joining.Capacity;
import io.worksync.signaling.meeting.Joining.Newcomer;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random joins, leaves, kills, duplicates and late messages against the real decisions; beside
/// them a simple model says who has to be in, in the lobby, or out.
class RandomMeetingsTest {

    private static final int STEPS = 400;
    private static final List<MeetingRole> ROLES = List.copyOf(EnumSet.allOf(MeetingRole.class));
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final Capacity CAPACITY = new Capacity(4, 8, 12, true, 5);

    static List<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(seed -> (long) seed).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_happens_the_meeting_is_sound(long seed) {
        new Run(seed).run();
    }

    /// One meeting from its beginning on.
    private static final class Run {

        private final Random random;
        private final List<UserId> people = new ArrayList<>();
        private final Set<ParticipantId> in = new HashSet<>();
        private final Set<ParticipantId> waiting = new HashSet<>();
        private final List<ParticipantId> ever = new ArrayList<>();
        private final List<UserId> owners = new ArrayList<>();
        private LiveMeeting meeting;
        private long version = 1;
        private Instant now = START;
        private boolean hadHost;

        Run(long seed) {
            random = new Random(seed);
            IntStream.range(0, 6).forEach(each -> people.add(new UserId(uuid())));
            MeetingFacts facts =
                    new MeetingFacts(
                            new MeetingId(uuid()), null, people.getFirst(), START, "c", false);
            Instant due = random.nextBoolean() ? START.plusSeconds(200) : null;
            Settings settings =
                    new Settings(
                            null,
                            due,
                            false,
                            random.nextInt(3) == 0,
                            false,
                            MediaPlaneKind.MESH,
                            null);
            Room room = Room.of(facts, settings);
            meeting = due == null ? new Ongoing(room, START, List.of()) : new Scheduled(room);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                now = now.plusSeconds(1);
                act();
                check();
            }
        }

        private void act() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> join(new ParticipantId(uuid()), someone(), false);
                case 3 -> comeBack();
                case 4 -> leave();
                case 5 -> kill();
                case 6 -> apply(open -> Leading.admit(open, anyone()));
                case 7 -> apply(open -> Leading.deny(open, anyone()));
                case 8 -> remove();
                case 9 -> giveRole();
                case 10 -> apply(this::otherSettings);
                case 11 -> mute();
                default -> throw new AssertionError();
            }
        }

        private void join(ParticipantId id, UserId user, boolean formerly) {
            ever.add(id);
            owners.add(user);
            Newcomer newcomer = new Newcomer(id, user, "x", null, Seat.Media.OFF, "hash", formerly);
            Change change = apply(open -> Joining.join(open, newcomer, CAPACITY, now));
            // a repeated join finds what the first one made
            if (change != null && change.after() instanceof Open open) {
                Change again = Joining.join(open, newcomer, CAPACITY, now);
                assertThat(again.happenings()).isEmpty();
            }
        }

        /// Whoever was once there, whether it is still in, waits, left or was lost: also late.
        private void comeBack() {
            if (!ever.isEmpty()) {
                int which = random.nextInt(ever.size());
                join(ever.get(which), owners.get(which), true);
            }
        }

        private void leave() {
            ParticipantId id = anyone();
            ongoing(
                    latest ->
                            Leaving.leave(
                                    latest, seat -> seat.id().equals(id), LeaveReason.LEFT, now));
        }

        /// Several devices at once, some of which are gone already.
        private void kill() {
            Set<ParticipantId> lost =
                    Set.copyOf(List.of(anyone(), anyone(), anyone()).stream().distinct().toList());
            apply(open -> Leaving.lose(open, lost, now));
        }

        private void remove() {
            UserId by = someone();
            ParticipantId id = anyone();
            ongoing(latest -> Leaving.remove(latest, by, id, now));
        }

        private void giveRole() {
            UserId by = someone();
            MeetingRole role = ROLES.get(random.nextInt(ROLES.size()));
            ParticipantId id = anyone();
            ongoing(latest -> Leading.role(latest, by, id, role));
        }

        private void mute() {
            UserId by = someone();
            ParticipantId id = anyone();
            Muting all = new Muting(EnumSet.allOf(Muting.Kind.class));
            ongoing(latest -> Leading.mute(latest, by, id, all));
        }

        private Change otherSettings(Open open) {
            Settings old = open.room().settings();
            return Leading.settings(
                    open,
                    new Settings(
                            "t" + random.nextInt(3),
                            old.scheduledFor(),
                            random.nextInt(4) == 0,
                            random.nextInt(3) == 0,
                            false,
                            old.mediaPlane(),
                            null));
        }

        private void ongoing(Function<Ongoing, Change> decision) {
            if (meeting instanceof Ongoing) {
                apply(open -> decision.apply((Ongoing) open));
            }
        }

        private Change apply(Function<Open, Change> decision) {
            LiveMeeting before = meeting;
            try {
                Change change = decision.apply(LiveMeetings.requireOpen(before));
                assertThat(change.before()).isEqualTo(before);
                if (change.happenings().isEmpty()) {
                    assertThat(change.after()).isEqualTo(before);
                    return change;
                }
                assertThat(before).isNotInstanceOf(Over.class);
                follow(change);
                version++;
                meeting = change.at(version).after();
                return change;
            } catch (Refusal refused) {
                assertThat(refused.status()).isIn(403, 404, 409);
                assertThat(meeting).isEqualTo(before);
                return null;
            }
        }

        /// The model: only what is announced changes who is where.
        private void follow(Change change) {
            for (Happening happening : change.happenings()) {
                switch (happening) {
                    case Happening.Joined(Seat seat) -> {
                        assertThat(in.add(seat.id())).as("joins once").isTrue();
                        waiting.remove(seat.id());
                    }
                    case Happening.Left(Seat seat, LeaveReason reason) ->
                            assertThat(in.remove(seat.id())).as("leaves once").isTrue();
                    case Happening.Knocked(Guest guest) ->
                            assertThat(waiting.add(guest.id())).isTrue();
                    case Happening.TurnedAway(Guest guest, LeaveReason reason) ->
                            assertThat(waiting.remove(guest.id())).isTrue();
                    case Happening.Updated(Seat seat) -> assertThat(in).contains(seat.id());
                    case Happening.Admitted(Guest guest) ->
                            assertThat(waiting).contains(guest.id());
                    case Happening.Ended ended -> assertThat(in).isEmpty();
                    default -> {}
                }
            }
            assertThat(Collections.disjoint(change.came(), change.went())).isTrue();
        }

        private void check() {
            switch (meeting) {
                case Over over -> {
                    assertThat(in).isEmpty();
                    assertThat(waiting).isEmpty();
                    assertThat(over.toMeeting().endedAt()).isNotNull();
                }
                case Scheduled scheduled -> {
                    assertThat(in).isEmpty();
                    hadHost = false;
                    assertThat(scheduled.toMeeting().startedAt()).isNull();
                    checkLobby(scheduled);
                }
                case Ongoing ongoing -> {
                    checkLobby(ongoing);
                    checkSeats(ongoing);
                }
            }
        }

        private void checkLobby(Open open) {
            assertThat(open.room().lobby()).extracting(Guest::id).hasSameElementsAs(waiting);
            assertThat(open.room().lobby()).hasSizeLessThanOrEqualTo(CAPACITY.lobby());
        }

        private void checkSeats(Ongoing ongoing) {
            List<Seat> seats = ongoing.seats();
            assertThat(seats).extracting(Seat::id).doesNotHaveDuplicates().hasSameElementsAs(in);
            assertThat(seats).hasSizeLessThanOrEqualTo(CAPACITY.serverAtMost());
            assertThat(seats).extracting(Seat::joinedAt).isSorted();
            assertThat(ongoing.toMeeting().participantCount()).isEqualTo(seats.size());
            if (seats.size() > CAPACITY.meshUntil()) {
                assertThat(ongoing.room().settings().mediaPlane()).isEqualTo(MediaPlaneKind.SFU);
            }
            boolean hasHost = seats.stream().anyMatch(seat -> seat.role() == MeetingRole.HOST);
            assertThat(hasHost).as("whoever leads it passes that on").isIn(true, hadHost);
            hadHost = hasHost;
            seats.forEach(seat -> checkRoles(ongoing, seat));
        }

        /// Of each two exactly one makes the first offer, and the other one is polite.
        private static void checkRoles(Ongoing ongoing, Seat viewer) {
            for (Participant other : ongoing.roster(viewer.id())) {
                if (!other.participantId().equals(viewer.id())) {
                    Participant seenBack =
                            ongoing.roster(other.participantId()).stream()
                                    .filter(p -> p.participantId().equals(viewer.id()))
                                    .findFirst()
                                    .orElseThrow();
                    assertThat(other.offerer()).isNotEqualTo(seenBack.offerer());
                    assertThat(other.polite()).isNotEqualTo(other.offerer());
                }
            }
        }

        private UserId someone() {
            return people.get(random.nextInt(people.size()));
        }

        private ParticipantId anyone() {
            return ever.isEmpty() || random.nextInt(10) == 0
                    ? new ParticipantId(uuid())
                    : ever.get(random.nextInt(ever.size()));
        }

        private UUID uuid() {
            return new UUID(random.nextLong(), random.nextLong());
        }
    }
}
