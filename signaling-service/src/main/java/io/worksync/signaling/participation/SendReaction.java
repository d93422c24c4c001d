package io.worksync.signaling.participation;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.limit.Allowances;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows everybody in a meeting for a moment what somebody thinks; it is not kept.
@ApplicationScoped
class SendReaction {

    private final Allowances allowances;
    private final VisibleMeetings visible;
    private final Announcements announcements;
    private final Clock clock;

    SendReaction(
            Allowances allowances,
            VisibleMeetings visible,
            Announcements announcements,
            Clock clock) {
        this.allowances = allowances;
        this.visible = visible;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// From the person's given participant, or else the one that joined last; 403 where they have
    /// none.
    Uni<Void> send(Caller caller, MeetingId id, @Nullable ParticipantId participant, String emoji) {
        return visible.ongoing(caller, id)
                .map(meeting -> own(meeting, caller, participant))
                .call(() -> allowances.take(Allowances.Act.REACT, caller.id()))
                .map(from -> new TopicEvent.ReactionSent(clock.instant(), id, from, emoji))
                .chain(event -> announcements.announce(Topics.of(id), List.of(event)));
    }

    private static ParticipantId own(
            Ongoing meeting, Caller caller, @Nullable ParticipantId participant) {
        return meeting.newestOf(caller.id())
                .map(newest -> participant == null ? newest : participant)
                .filter(from -> meeting.seats(caller.id(), from))
                .orElseThrow(
                        () -> Refusal.forbidden("You have no such participant in this meeting"));
    }
}
