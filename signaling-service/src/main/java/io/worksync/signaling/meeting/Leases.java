package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.RedisLeases.Inspection;
import io.worksync.signaling.meeting.RedisLeases.Renewal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Membership on time: whoever is not heard of for as long as a lease is out, whichever process
/// died.
///
/// Any instance looks at any meeting; of those that look at the same time one does.
@ApplicationScoped
public class Leases {

    private static final MeetingId FIRST = new MeetingId(new UUID(0, 0));

    private final RedisLeases leases;
    private final LiveMeetings meetings;
    private final PgMeetingQueries queries;
    private final MeetingConfig config;
    private final Clock clock;

    Leases(
            RedisLeases leases,
            LiveMeetings meetings,
            PgMeetingQueries queries,
            MeetingConfig config,
            Clock clock) {
        this.leases = leases;
        this.meetings = meetings;
        this.queries = queries;
        this.config = config;
        this.clock = clock;
    }

    /// A participant's TURN credentials, and when they end.
    public record Credentials(ParticipantId participant, Instant end) {}

    /// Renews the lease of one of the person's devices; 404 for one that is in neither the meeting
    /// nor its lobby.
    public Uni<Void> renew(MeetingId meeting, ParticipantId participant, UserId user) {
        return leases.renew(meeting, participant, user)
                .chain(
                        renewal ->
                                renewal == Renewal.STATE_LOST
                                        ? renewRestored(meeting, participant, user)
                                        : Uni.createFrom().item(renewal))
                .invoke(Leases::requireRenewed)
                .replaceWithVoid();
    }

    private Uni<Renewal> renewRestored(MeetingId meeting, ParticipantId participant, UserId user) {
        return meetings.get(meeting).chain(() -> leases.renew(meeting, participant, user));
    }

    private static void requireRenewed(Renewal renewal) {
        if (renewal != Renewal.RENEWED) {
            throw Refusal.notFound();
        }
    }

    /// The meetings to look at now.
    public Uni<List<MeetingId>> due() {
        return leases.due();
    }

    /// Takes those out whose lease is over; tells whose credentials end before long.
    public Uni<List<Credentials>> look(MeetingId meeting) {
        return leases.inspect(meeting)
                .chain(found -> act(meeting, found))
                .onFailure(Leases::isOver)
                .recoverWithUni(() -> leases.forget(meeting).replaceWith(List.of()));
    }

    private Uni<List<Credentials>> act(MeetingId meeting, Inspection found) {
        if (!found.known()) {
            return meetings.get(meeting).invoke(LiveMeetings::requireOpen).replaceWith(List.of());
        }
        Uni<?> expired =
                found.lost().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : meetings.changeWithout(
                                meeting,
                                latest -> Leaving.lose(latest, found.lost(), clock.instant()),
                                found.lost());
        return expired.chain(() -> leases.watch(meeting, next(found)))
                .replaceWith(() -> credentials(found));
    }

    /// Those who were just taken out must not have it looked at again at once.
    private Duration next(Inspection found) {
        return found.lost().isEmpty() && found.credentials().isEmpty()
                ? found.next()
                : config.leaseCheckEvery();
    }

    private static List<Credentials> credentials(Inspection found) {
        return found.credentials().stream()
                .filter(ending -> !found.lost().contains(ending.participant()))
                .map(ending -> new Credentials(ending.participant(), ending.end()))
                .toList();
    }

    private static boolean isOver(Throwable failure) {
        return failure instanceof Refusal refusal
                && (refusal.status() == 404 || refusal.status() == 409);
    }

    /// Notes when a participant's credentials end, so that they are replaced in time.
    public Uni<Void> note(MeetingId meeting, ParticipantId participant, Instant end) {
        return leases.note(meeting, participant, end);
    }

    /// The same for those that take the place of others; false where another instance did so.
    public Uni<Boolean> replace(MeetingId meeting, Credentials earlier, Instant end) {
        RedisLeases.Ending ending = new RedisLeases.Ending(earlier.participant(), earlier.end());
        return leases.replace(meeting, ending, end);
    }

    /// Has all meetings looked at soon of which Redis does not know, since it may have lost them.
    public Uni<Void> watchAll() {
        return watchFrom(FIRST);
    }

    private Uni<Void> watchFrom(MeetingId after) {
        return queries.ongoing(after, config.sweepBatch())
                .call(
                        ids ->
                                ids.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : leases.watchUnknown(ids, Duration.ZERO))
                .chain(
                        ids ->
                                ids.size() < config.sweepBatch()
                                        ? Uni.createFrom().voidItem()
                                        : watchFrom(ids.getLast()));
    }
}
