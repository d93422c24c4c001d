package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.meeting.SignalAddress;
import io.worksync.contracts.meeting.SignalConnection;
import io.worksync.contracts.meeting.Track;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.announcement.Topics;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the media server's ends say to the participants of one meeting.
final class Voice {

    private static final SessionDescription BEGIN_ANEW = new SessionDescription("rollback", "");

    private final MeetingId meeting;
    private final Announcements announcements;
    private final Clock clock;

    Voice(MeetingId meeting, Announcements announcements, Clock clock) {
        this.meeting = meeting;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// The answer to what a participant wants to publish.
    Uni<Void> answer(ParticipantId to, @Nullable String id, SessionDescription answer) {
        return say(to, SignalAddress.PUBLISHER, id, answer, null, null);
    }

    /// What a participant published is gone: a new connection is to be offered.
    Uni<Void> beginAnew(ParticipantId to) {
        return say(to, SignalAddress.PUBLISHER, null, BEGIN_ANEW, null, null);
    }

    /// What the others send, by the media sections that carry it.
    Uni<Void> offer(ParticipantId to, String id, SessionDescription offer, List<Track> tracks) {
        return say(to, SignalAddress.SUBSCRIBER, id, offer, null, tracks);
    }

    Uni<Void> candidate(
            ParticipantId to,
            SignalAddress from,
            @Nullable String id,
            @Nullable IceCandidate candidate) {
        return say(to, from, id, null, candidate, null);
    }

    /// Who speaks now.
    Uni<Void> speakers(List<ParticipantId> speaking) {
        var event = new TopicEvent.SpeakersChanged(clock.instant(), meeting, speaking);
        return announcements.announce(Topics.of(meeting), List.of(event));
    }

    private Uni<Void> say(
            ParticipantId to,
            SignalAddress from,
            @Nullable String id,
            @Nullable SessionDescription description,
            @Nullable IceCandidate candidate,
            @Nullable List<Track> tracks) {
        Signal signal =
                new Signal(
                        meeting,
                        from,
                        SignalAddress.of(to),
                        SignalConnection.MEDIA,
                        id,
                        description,
                        candidate,
                        null,
                        tracks);
        var event = new TopicEvent.SignalReceived(clock.instant(), signal);
        return announcements.publish(Topics.of(to), List.of(event));
    }
}
