package io.worksync.signaling.ringing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.membership.Memberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Rings the devices of a channel's other members.
@ApplicationScoped
public class RingMembers {

    private final Memberships memberships;
    private final Announcements announcements;
    private final MeetingConfig config;
    private final Clock clock;

    RingMembers(
            Memberships memberships,
            Announcements announcements,
            MeetingConfig config,
            Clock clock) {
        this.memberships = memberships;
        this.announcements = announcements;
        this.config = config;
        this.clock = clock;
    }

    /// Whom a meeting in this channel would ring; 400 where they are too many.
    public Uni<List<UserId>> wouldRing(Caller caller, ChannelId channel) {
        return memberships.others(caller, channel, config.maxRung()).map(this::limited);
    }

    /// Rings them; their clients ring until they hear that the meeting was answered or missed.
    public Uni<Void> ring(Meeting meeting, User caller, List<UserId> users) {
        var event = new TopicEvent.MeetingRinging(clock.instant(), meeting, caller);
        return Multi.createFrom()
                .iterable(users)
                .onItem()
                .transformToUniAndConcatenate(
                        user -> announcements.announce(Topics.of(user), List.of(event)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private List<UserId> limited(List<UserId> users) {
        if (users.size() > config.maxRung()) {
            throw Refusal.badRequest(
                    "ring",
                    "A meeting rings at most "
                            + config.maxRung()
                            + " people; start it without ringing");
        }
        return users;
    }
}
