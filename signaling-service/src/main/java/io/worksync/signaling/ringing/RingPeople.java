package io.worksync.signaling.ringing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.RingOutcome;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.limit.Allowances;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.PgMeetingHistory;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.membership.Memberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Rings all devices of people, who then may come in.
@ApplicationScoped
public class RingPeople {

    private final Memberships memberships;
    private final VisibleMeetings visible;
    private final PgRings rings;
    private final PgMeetingHistory history;
    private final Announcements announcements;
    private final Allowances allowances;
    private final MeetingConfig config;
    private final Clock clock;

    RingPeople(
            Memberships memberships,
            VisibleMeetings visible,
            PgRings rings,
            PgMeetingHistory history,
            Announcements announcements,
            Allowances allowances,
            MeetingConfig config,
            Clock clock) {
        this.memberships = memberships;
        this.visible = visible;
        this.rings = rings;
        this.history = history;
        this.announcements = announcements;
        this.allowances = allowances;
        this.config = config;
        this.clock = clock;
    }

    /// Whom a meeting in this channel would ring; 400 where they are too many.
    public Uni<List<UserId>> members(Caller caller, ChannelId channel) {
        return memberships.others(caller, channel, config.maxRung()).invoke(this::requireFew);
    }

    /// 400 where these are too many to be rung, 429 where the caller rang many just now.
    public Uni<Void> allow(Caller caller, List<UserId> users) {
        requireFew(users);
        return users.isEmpty()
                ? Uni.createFrom().voidItem()
                : allowances.take(Allowances.Act.RING, caller.id(), users.size());
    }

    /// Rings further people on the word of somebody in the meeting, or who leads it.
    Uni<Void> ringMore(Caller caller, MeetingId id, List<UserId> users) {
        return visible.open(caller, id)
                .invoke(meeting -> requireVoice(meeting, caller))
                .call(() -> allow(caller, users))
                .call(() -> history.invite(id, users))
                .chain(meeting -> ring(meeting.toMeeting(), caller.user(), absent(meeting, users)));
    }

    /// 403 for those who are not in the meeting, or only watch it.
    static void requireVoice(Open meeting, Caller caller) {
        boolean takesPart =
                meeting.seats(caller.id())
                        && meeting.room().roleOf(caller.id()) != MeetingRole.VIEWER;
        if (!takesPart && !meeting.room().isLedBy(caller.id())) {
            throw Refusal.forbidden("Only those who take part ring others");
        }
    }

    private static List<UserId> absent(Open meeting, List<UserId> users) {
        return users.stream().filter(user -> !meeting.seats(user)).toList();
    }

    /// Rings them; their clients ring until they hear that it was answered, cancelled or missed.
    /// Those in the meeting hear who is busy in another one.
    public Uni<Void> ring(Meeting meeting, User caller, List<UserId> users) {
        if (users.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return rings.ring(meeting.id(), users, caller, clock.instant())
                .call(rung -> each(rung, user -> tell(meeting, caller, user)))
                .chain(rung -> rings.busy(meeting.id(), rung))
                .chain(busy -> each(busy, user -> sayBusy(meeting.id(), user)));
    }

    private Uni<Void> tell(Meeting meeting, User caller, UserId user) {
        var event = new TopicEvent.MeetingRinging(clock.instant(), meeting, caller);
        return announcements.announce(Topics.of(user), List.of(event));
    }

    private Uni<Void> sayBusy(MeetingId meeting, UserId user) {
        Instant now = clock.instant();
        var event = new TopicEvent.RingAnswered(now, meeting, user, RingOutcome.BUSY);
        return announcements.announce(Topics.of(meeting), List.of(event));
    }

    private static Uni<Void> each(List<UserId> users, Function<UserId, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(users)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private void requireFew(List<UserId> users) {
        if (users.size() > config.maxRung()) {
            throw Refusal.badRequest(
                    "ring",
                    "A meeting rings at most "
                            + config.maxRung()
                            + " people; start it without ringing");
        }
    }
}
