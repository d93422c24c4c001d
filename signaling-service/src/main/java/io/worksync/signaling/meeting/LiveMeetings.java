package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import io.worksync.signaling.meeting.RedisLiveMeetings.Versioned;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Reads and changes meetings as they are now, from any instance.
///
/// A change is one atomic step: decisions that another change overtook are taken again. What
/// Redis lost is restored from the history.
@ApplicationScoped
public class LiveMeetings {

    private static final Logger LOG = Logger.getLogger(LiveMeetings.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RedisLiveMeetings states;
    private final RedisLeases leases;
    private final PgMeetingQueries queries;
    private final MeetingAftermath aftermath;
    private final MeetingConfig config;
    private final Clock clock;

    LiveMeetings(
            RedisLiveMeetings states,
            RedisLeases leases,
            PgMeetingQueries queries,
            MeetingAftermath aftermath,
            MeetingConfig config,
            Clock clock) {
        this.states = states;
        this.leases = leases;
        this.queries = queries;
        this.aftermath = aftermath;
        this.config = config;
        this.clock = clock;
    }

    /// The meeting; 404 where there is none.
    public Uni<LiveMeeting> get(MeetingId id) {
        return load(id).map(Versioned::meeting);
    }

    /// Makes a new meeting known. Redis may be away: then the first reader restores it.
    public Uni<Void> begin(Open meeting) {
        return keep(meeting)
                .onFailure()
                .invoke(failure -> LOG.warn("A meeting's live state is to be restored", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /// Decides on the latest state, makes it so, records and announces what happened; 409 where
    /// the meeting does not go on.
    public Uni<Change> change(MeetingId id, Function<Ongoing, Change> decision) {
        return changeOpen(id, meeting -> decision.apply(requireOngoing(meeting)));
    }

    /// The same, also before the meeting began.
    public Uni<Change> changeOpen(MeetingId id, Function<Open, Change> decision) {
        return change(id, decision, Set.of());
    }

    /// The same, and only if those still have no lease.
    Uni<Change> changeWithout(
            MeetingId id, Function<Open, Change> decision, Set<ParticipantId> lost) {
        return change(id, decision, lost);
    }

    private Uni<Change> change(
            MeetingId id, Function<Open, Change> decision, Set<ParticipantId> lost) {
        return load(id).chain(found -> replace(found, decision, lost))
                .onFailure(Overtaken.class)
                .retry()
                .atMost(config.maxContention())
                .onFailure(Overtaken.class)
                .transform(failure -> Refusal.unavailable("Try again", RETRY_AFTER))
                .call(aftermath::follow);
    }

    private Uni<Change> replace(
            Versioned found, Function<Open, Change> decision, Set<ParticipantId> lost) {
        Change change = decision.apply(requireOpen(found.meeting()));
        if (change.happenings().isEmpty()) {
            return Uni.createFrom().item(change);
        }
        Change versioned = change.at(after(found.version()));
        return states.replace(found.version(), versioned, lost)
                .onItem()
                .transformToUni(replaced -> replaced ? done(versioned) : overtaken());
    }

    /// Versions grow also past the loss of the one before: so they come from the clock, unless
    /// that is behind.
    private long after(long version) {
        return Math.max(version + 1, clock.millis());
    }

    private static Uni<Change> done(Change change) {
        return Uni.createFrom().item(change);
    }

    private static Uni<Change> overtaken() {
        return Uni.createFrom().failure(new Overtaken());
    }

    private Uni<Versioned> load(MeetingId id) {
        return states.find(id).onItem().ifNull().switchTo(() -> restore(id));
    }

    /// From the history; one that is over stays there.
    private Uni<Versioned> restore(MeetingId id) {
        return queries.find(id)
                .onItem()
                .ifNull()
                .failWith(Refusal::notFound)
                .onItem()
                .transformToUni(this::keepOpen);
    }

    private Uni<Versioned> keepOpen(LiveMeeting meeting) {
        return switch (meeting) {
            case Open open -> keep(open);
            case Over over -> Uni.createFrom().item(new Versioned(over.room().version(), over));
        };
    }

    /// Everybody in it gets a new lease. Where another instance kept one first, a change on top of
    /// this one fails.
    private Uni<Versioned> keep(Open meeting) {
        long version = after(meeting.room().version());
        LiveMeeting kept = meeting.at(version);
        Change all = Change.restored(kept);
        return states.replace(0, all, Set.of())
                .call(() -> leases.watch(meeting.facts().id(), config.lease()))
                .replaceWith(new Versioned(version, kept));
    }

    static Ongoing requireOngoing(LiveMeeting meeting) {
        return switch (meeting) {
            case Ongoing ongoing -> ongoing;
            case Scheduled scheduled -> throw Refusal.conflict("This meeting has not begun");
            case Over over -> throw ended();
        };
    }

    static Open requireOpen(LiveMeeting meeting) {
        return switch (meeting) {
            case Open open -> open;
            case Over over -> throw ended();
        };
    }

    private static Refusal ended() {
        return Refusal.conflict("This meeting has ended");
    }

    /// Another change came first.
    private static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("A meeting changed too often at once", null, false, false);
        }
    }
}
