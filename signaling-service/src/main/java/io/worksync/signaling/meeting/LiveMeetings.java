package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.RedisLiveMeetings.Versioned;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Reads and changes meetings as they are now, from any instance.
///
/// A change is one atomic step: decisions that another change overtook are taken again. What
/// Redis lost is restored from the history.
@ApplicationScoped
public class LiveMeetings {

    private static final Logger LOG = Logger.getLogger(LiveMeetings.class);

    /// The version after the first write; a change on top of it fails where another restored
    /// first.
    private static final long RESTORED = 1;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RedisLiveMeetings states;
    private final PgMeetingQueries queries;
    private final PgMeetingHistory history;
    private final MeetingAnnouncer announcer;
    private final MeetingConfig config;

    LiveMeetings(
            RedisLiveMeetings states,
            PgMeetingQueries queries,
            PgMeetingHistory history,
            MeetingAnnouncer announcer,
            MeetingConfig config) {
        this.states = states;
        this.queries = queries;
        this.history = history;
        this.announcer = announcer;
        this.config = config;
    }

    /// The meeting; 404 where there is none.
    public Uni<LiveMeeting> get(MeetingId id) {
        return load(id).map(Versioned::meeting);
    }

    /// Makes a new meeting known. Redis may be away: then the first reader restores it.
    public Uni<Void> begin(Ongoing meeting) {
        return states.replace(0, meeting)
                .onFailure()
                .invoke(failure -> LOG.warn("A meeting's live state is to be restored", failure))
                .onFailure()
                .recoverWithItem(false)
                .replaceWithVoid();
    }

    /// Decides on the latest state, makes it so, records and announces what happened.
    public Uni<Change> change(MeetingId id, Function<Ongoing, Change> decision) {
        return load(id).chain(found -> replace(found, decision))
                .onFailure(Overtaken.class)
                .retry()
                .atMost(config.maxContention())
                .onFailure(Overtaken.class)
                .transform(failure -> Refusal.unavailable("Try again", RETRY_AFTER))
                .call(this::record)
                .call(announcer::announce);
    }

    private Uni<Change> replace(Versioned found, Function<Ongoing, Change> decision) {
        Change change = decision.apply(requireOngoing(found.meeting()));
        if (change.happenings().isEmpty()) {
            return Uni.createFrom().item(change);
        }
        return states.replace(found.version(), change.after())
                .onItem()
                .transformToUni(replaced -> replaced ? done(change) : overtaken());
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
                .call(this::keepOngoing)
                .map(meeting -> new Versioned(RESTORED, meeting));
    }

    private Uni<?> keepOngoing(LiveMeeting meeting) {
        return switch (meeting) {
            case Ongoing ongoing -> states.replace(0, ongoing);
            case LiveMeeting.Over over -> Uni.createFrom().voidItem();
        };
    }

    /// What the history misses, the sweep adds: the state in Redis has decided.
    private Uni<Void> record(Change change) {
        return history.record(change)
                .onFailure()
                .invoke(failure -> LOG.warn("A meeting's history is to be completed", failure))
                .onFailure()
                .recoverWithNull();
    }

    static Ongoing requireOngoing(LiveMeeting meeting) {
        return switch (meeting) {
            case Ongoing ongoing -> ongoing;
            case LiveMeeting.Over over -> throw Refusal.conflict("This meeting has ended");
        };
    }

    /// Another change came first.
    private static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("A meeting changed too often at once", null, false, false);
        }
    }
}
