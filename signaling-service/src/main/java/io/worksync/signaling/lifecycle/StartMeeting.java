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
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.MeetingFacts;
import io.worksync.signaling.meeting.PgMeetingHistory;
import io.worksync.signaling.meeting.PgMeetingHistory.Ring;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.membership.Memberships;
import io.worksync.signaling.ringing.RingMembers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Starts a meeting, and rings the channel's other members where that is asked for.
///
/// A channel has one ongoing meeting: starting another one leads to it, and rings nobody.
@ApplicationScoped
class StartMeeting {

    /// Not the monotonic kind: ids of the same millisecond must not tell each other.
    private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Memberships memberships;
    private final RingMembers ringing;
    private final PgMeetingHistory history;
    private final PgMeetingQueries queries;
    private final LiveMeetings meetings;
    private final MeetingConfig config;
    private final Clock clock;

    StartMeeting(
            Memberships memberships,
            RingMembers ringing,
            PgMeetingHistory history,
            PgMeetingQueries queries,
            LiveMeetings meetings,
            MeetingConfig config,
            Clock clock) {
        this.memberships = memberships;
        this.ringing = ringing;
        this.history = history;
        this.queries = queries;
        this.meetings = meetings;
        this.config = config;
        this.clock = clock;
    }

    /// What to start.
    record Plan(@Nullable String title, @Nullable ChannelId channelId, Ringing ringing) {}

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
                .chain(users -> store(caller, plan, users));
    }

    private Uni<Void> allow(Caller caller, Plan plan) {
        if (plan.channelId() != null) {
            return memberships.require(caller, plan.channelId());
        }
        if (plan.ringing() == Ringing.RING) {
            throw Refusal.badRequest("ring", "A meeting without a channel has nobody to ring");
        }
        return caller.isGuest()
                ? Uni.createFrom()
                        .failure(Refusal.forbidden("Guests start meetings in channels only"))
                : Uni.createFrom().voidItem();
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
        return plan.channelId() == null || plan.ringing() == Ringing.SILENT
                ? Uni.createFrom().item(List.of())
                : ringing.wouldRing(caller, plan.channelId());
    }

    private Uni<Result> store(Caller caller, Plan plan, List<UserId> users) {
        MeetingFacts facts =
                new MeetingFacts(
                        new MeetingId(IDS.generate()),
                        plan.title(),
                        plan.channelId(),
                        caller.id(),
                        clock.instant(),
                        JoinCode.generate());
        Ring ring = new Ring(users, clock.instant().plus(config.ringFor()));
        return history.start(facts, ring)
                .chain(isNew -> isNew ? begin(caller, facts, users) : ongoing(plan));
    }

    private Uni<Result> begin(Caller caller, MeetingFacts facts, List<UserId> users) {
        Ongoing meeting = new Ongoing(facts, List.of());
        return meetings.begin(meeting)
                .call(() -> ringing.ring(meeting.toMeeting(), caller.user(), users))
                .replaceWith(() -> new Result.Started(meeting.toMeeting()));
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
