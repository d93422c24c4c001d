package io.worksync.signaling.ice;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import io.worksync.signaling.meeting.Leases;
import io.worksync.signaling.meeting.Leases.Credentials;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.Seat;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Gives participants servers with credentials, and fresh ones before those end.
@ApplicationScoped
public class GiveIceServers {

    private static final Logger LOG = Logger.getLogger(GiveIceServers.class);

    private final IssueIceServers issue;
    private final LiveMeetings meetings;
    private final Leases leases;
    private final Announcements announcements;
    private final Clock clock;

    GiveIceServers(
            IssueIceServers issue,
            LiveMeetings meetings,
            Leases leases,
            Announcements announcements,
            Clock clock) {
        this.issue = issue;
        this.meetings = meetings;
        this.leases = leases;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// For a participant of the person's; remembers when they end.
    public Uni<IceServers> give(MeetingId meeting, ParticipantId participant, UserId user) {
        IceServers servers = issue.issue(user, meeting);
        Instant end = servers.iceServersExpireAt();
        return end == null
                ? Uni.createFrom().item(servers)
                : leases.note(meeting, participant, end)
                        .onFailure()
                        .invoke(failure -> LOG.warn("Credentials end unannounced", failure))
                        .onFailure()
                        .recoverWithNull()
                        .replaceWith(servers);
    }

    /// Sends a participant fresh ones, unless another instance does or it is gone.
    public Uni<Void> replace(MeetingId id, Credentials ending) {
        return meetings.get(id).chain(meeting -> replace(meeting, ending));
    }

    private Uni<Void> replace(LiveMeeting meeting, Credentials ending) {
        Optional<Seat> seat =
                meeting instanceof Ongoing ongoing
                        ? ongoing.seat(ending.participant())
                        : Optional.empty();
        return seat.map(present -> replace(meeting.facts().id(), present, ending))
                .orElse(Uni.createFrom().voidItem());
    }

    private Uni<Void> replace(MeetingId meeting, Seat seat, Credentials ending) {
        IceServers servers = issue.issue(seat.userId(), meeting);
        Instant end = servers.iceServersExpireAt();
        if (end == null) {
            return Uni.createFrom().voidItem();
        }
        return leases.replace(meeting, ending, end)
                .chain(ours -> ours ? send(seat, servers) : Uni.createFrom().voidItem());
    }

    private Uni<Void> send(Seat seat, IceServers servers) {
        var event =
                new TopicEvent.IceExpiring(
                        clock.instant(), servers.iceServers(), servers.iceServersExpireAt());
        return announcements.announce(Topics.of(seat.id()), List.of(event));
    }
}
