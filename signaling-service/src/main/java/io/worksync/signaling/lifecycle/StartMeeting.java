package io.worksync.signaling.lifecycle;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.JoinCode;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.MeetingFacts;
import io.worksync.signaling.meeting.PgMeetingHistory;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.meeting.Room;
import io.worksync.signaling.meeting.Settings;
import io.worksync.signaling.membership.Memberships;
import io.worksync.signaling.ringing.RingPeople;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts or schedules a meeting, and rings the channel's other members and those invited where
/// that is asked for.
///
/// A channel has one ongoing meeting of its own: starting another one leads to it, and rings
/// nobody.
@ApplicationScoped
class StartMeeting {

    /// Not the monotonic kind: ids of the same millisecond must not tell each other.
    private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Memberships memberships;
    private final RingPeople ringing;
    private final PgMeetingHistory history;
    private final PgMeetingQueries queries;
    private final LiveMeetings meetings;
    private final SettingsRules rules;
    private final MeetingConfig config;
    private final Clock clock;

    StartMeeting(
            Memberships memberships,
            RingPeople ringing,
            PgMeetingHistory history,
            PgMeetingQueries queries,
            LiveMeetings meetings,
            SettingsRules rules,
            MeetingConfig config,
            Clock clock) {
        this.memberships = memberships;
        this.ringing = ringing;
        this.history = history;
        this.queries = queries;
        this.meetings = meetings;
        this.rules = rules;
        this.config = config;
        this.clock = clock;
    }

    /// What to start.
    record Plan(
            @Nullable ChannelId channelId,
            Ringing ringing,
            List<UserId> invited,
            Settings settings,
            boolean e2ee) {}

    /// Whether the others' devices ring.
    enum Ringing {
        RING,
        SILENT
    }

    /// A new meeting, or the one that the channel has already.
    sealed interface Result {

        Meeting meeting();

        record Started(Meeting meeting) implements Result {}

        record AlreadyOngoing(Meeting meeting) implements Result {}
    }

    Uni<Result> start(Caller caller, Plan plan) {
        return allow(caller, plan)
                .call(() -> limit(caller))
                .chain(() -> toRing(caller, plan))
                .call(users -> ringing.allow(caller, users))
                .chain(users -> store(caller, plan, users));
    }

    private Uni<Void> allow(Caller caller, Plan plan) {
        rules.check(plan.settings());
        checkRinging(plan);
        if (plan.channelId() != null) {
            return memberships.require(caller, plan.channelId());
        }
        return caller.isGuest()
                ? Uni.createFrom()
                        .failure(Refusal.forbidden("Guests start meetings in channels only"))
                : Uni.createFrom().voidItem();
    }

    private static void checkRinging(Plan plan) {
        if (plan.ringing() == Ringing.SILENT) {
            return;
        }
        if (plan.channelId() == null && plan.invited().isEmpty()) {
            throw Refusal.badRequest(
                    "ring", "A meeting without a channel rings those whom it invites");
        }
        if (plan.settings().scheduledFor() != null) {
            throw Refusal.badRequest("ring", "A meeting that is scheduled rings nobody yet");
        }
    }

    private Uni<Void> limit(Caller caller) {
        return queries.startedBy(caller.id(), clock.instant().minus(WINDOW))
                .invoke(this::checkStarted)
                .replaceWithVoid();
    }

    private void checkStarted(int started) {
        if (started >= config.maxStartsPerMinute()) {
            throw Refusal.tooMany("You started many meetings just now", WINDOW);
        }
    }

    private Uni<List<UserId>> toRing(Caller caller, Plan plan) {
        if (plan.ringing() == Ringing.SILENT) {
            return Uni.createFrom().item(List.of());
        }
        return members(caller, plan)
                .map(members -> Stream.concat(members.stream(), plan.invited().stream()))
                .map(users -> users.filter(user -> !user.equals(caller.id())).distinct().toList());
    }

    private Uni<List<UserId>> members(Caller caller, Plan plan) {
        return plan.channelId() == null
                ? Uni.createFrom().item(List.of())
                : ringing.members(caller, plan.channelId());
    }

    private Uni<Result> store(Caller caller, Plan plan, List<UserId> users) {
        Open meeting = planned(caller, plan);
        return history.create(meeting, plan.invited())
                .chain(isNew -> isNew ? begin(caller, meeting, users) : ongoing(plan));
    }

    private Open planned(Caller caller, Plan plan) {
        Instant now = clock.instant();
        MeetingFacts facts =
                new MeetingFacts(
                        new MeetingId(IDS.generate()),
                        plan.channelId(),
                        caller.id(),
                        now,
                        JoinCode.generate(),
                        plan.e2ee());
        Room room = Room.of(facts, plan.settings());
        return plan.settings().scheduledFor() == null
                ? new Ongoing(room, now, List.of())
                : new Scheduled(room);
    }

    private Uni<Result> begin(Caller caller, Open meeting, List<UserId> users) {
        return meetings.begin(meeting)
                .chain(() -> meetings.get(meeting.facts().id()))
                .onFailure()
                .recoverWithItem(meeting)
                .map(LiveMeeting::toMeeting)
                .call(begun -> ringing.ring(begun, caller.user(), users))
                .map(Result.Started::new);
    }

    /// It may have ended since: then the caller may as well try again.
    private Uni<Result> ongoing(Plan plan) {
        if (plan.channelId() == null) {
            throw new IllegalStateException("Only channels have one meeting at a time");
        }
        return queries.ongoingIn(plan.channelId())
                .map(List::stream)
                .map(ids -> ids.findFirst().orElseThrow(StartMeeting::justEnded))
                .chain(meetings::get)
                .map(LiveMeeting::toMeeting)
                .map(Result.AlreadyOngoing::new);
    }

    private static Refusal justEnded() {
        return Refusal.conflict("The channel's meeting has just ended; start one again");
    }
}
