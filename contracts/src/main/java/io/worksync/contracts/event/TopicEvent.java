package io.worksync.contracts.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.worksync.contracts.chat.Channel;
import io.worksync.contracts.chat.Member;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.Read;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.IceServer;
import io.worksync.contracts.meeting.LeaveReason;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.Participant;
import io.worksync.contracts.meeting.RingOutcome;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.meeting.Waiting;
import io.worksync.contracts.node.Node;
import io.worksync.contracts.notification.Counts;
import io.worksync.contracts.notification.Notification;
import io.worksync.contracts.presence.Presence;
import io.worksync.contracts.presence.Typing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that a client may receive on a topic: the `data` of a publication.
///
/// JSON is `{"type", "at", <noun>: payload}`. Clients ignore types and fields that they do
/// not know.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "message.created", value = TopicEvent.MessageCreated.class),
    @JsonSubTypes.Type(name = "message.updated", value = TopicEvent.MessageUpdated.class),
    @JsonSubTypes.Type(name = "message.deleted", value = TopicEvent.MessageDeleted.class),
    @JsonSubTypes.Type(name = "member.joined", value = TopicEvent.MemberJoined.class),
    @JsonSubTypes.Type(name = "member.left", value = TopicEvent.MemberLeft.class),
    @JsonSubTypes.Type(name = "channel.updated", value = TopicEvent.ChannelUpdated.class),
    @JsonSubTypes.Type(name = "channel.joined", value = TopicEvent.ChannelJoined.class),
    @JsonSubTypes.Type(name = "channel.left", value = TopicEvent.ChannelLeft.class),
    @JsonSubTypes.Type(name = "read.updated", value = TopicEvent.ReadUpdated.class),
    @JsonSubTypes.Type(name = "notification.created", value = TopicEvent.NotificationCreated.class),
    @JsonSubTypes.Type(name = "notification.updated", value = TopicEvent.NotificationUpdated.class),
    @JsonSubTypes.Type(name = "presence.changed", value = TopicEvent.PresenceChanged.class),
    @JsonSubTypes.Type(name = "typing.started", value = TopicEvent.TypingStarted.class),
    @JsonSubTypes.Type(name = "typing.stopped", value = TopicEvent.TypingStopped.class),
    @JsonSubTypes.Type(name = "meeting.ringing", value = TopicEvent.MeetingRinging.class),
    @JsonSubTypes.Type(name = "meeting.answered", value = TopicEvent.MeetingAnswered.class),
    @JsonSubTypes.Type(name = "meeting.cancelled", value = TopicEvent.MeetingCancelled.class),
    @JsonSubTypes.Type(name = "meeting.missed", value = TopicEvent.MeetingMissed.class),
    @JsonSubTypes.Type(name = "meeting.updated", value = TopicEvent.MeetingUpdated.class),
    @JsonSubTypes.Type(name = "meeting.ended", value = TopicEvent.MeetingEnded.class),
    @JsonSubTypes.Type(name = "participant.joined", value = TopicEvent.ParticipantJoined.class),
    @JsonSubTypes.Type(name = "participant.updated", value = TopicEvent.ParticipantUpdated.class),
    @JsonSubTypes.Type(name = "participant.left", value = TopicEvent.ParticipantLeft.class),
    @JsonSubTypes.Type(name = "participant.removed", value = TopicEvent.ParticipantRemoved.class),
    @JsonSubTypes.Type(name = "participant.admitted", value = TopicEvent.ParticipantAdmitted.class),
    @JsonSubTypes.Type(name = "participant.muted", value = TopicEvent.ParticipantMuted.class),
    @JsonSubTypes.Type(name = "lobby.updated", value = TopicEvent.LobbyUpdated.class),
    @JsonSubTypes.Type(name = "ring.answered", value = TopicEvent.RingAnswered.class),
    @JsonSubTypes.Type(name = "reaction.sent", value = TopicEvent.ReactionSent.class),
    @JsonSubTypes.Type(name = "speakers.changed", value = TopicEvent.SpeakersChanged.class),
    @JsonSubTypes.Type(name = "ice.expiring", value = TopicEvent.IceExpiring.class),
    @JsonSubTypes.Type(name = "signal.received", value = TopicEvent.SignalReceived.class),
    @JsonSubTypes.Type(name = "node.reported", value = TopicEvent.NodeReported.class)
})
public sealed interface TopicEvent {

    /// When it happened, by the clock of the service that says so; orders nothing.
    Instant at();

    record MessageCreated(Instant at, Message message) implements TopicEvent {}

    record MessageUpdated(Instant at, Message message) implements TopicEvent {}

    record MessageDeleted(Instant at, Message message) implements TopicEvent {}

    record MemberJoined(Instant at, Member member) implements TopicEvent {}

    record MemberLeft(Instant at, Member member) implements TopicEvent {}

    record ChannelUpdated(Instant at, Channel channel) implements TopicEvent {}

    record ChannelJoined(Instant at, MyChannel channel) implements TopicEvent {}

    record ChannelLeft(Instant at, Left channel) implements TopicEvent {

        /// Only the id: whoever left may know no more.
        public record Left(ChannelId id) {}
    }

    record ReadUpdated(Instant at, Read read) implements TopicEvent {}

    record NotificationCreated(Instant at, Notification notification, Counts counts)
            implements TopicEvent {}

    /// One entry changed, or several did at once and `notification` is null: then reload the inbox.
    record NotificationUpdated(Instant at, @Nullable Notification notification, Counts counts)
            implements TopicEvent {}

    record PresenceChanged(Instant at, Presence presence) implements TopicEvent {}

    record TypingStarted(Instant at, Typing typing) implements TopicEvent {}

    record TypingStopped(Instant at, Typing typing) implements TopicEvent {}

    record MeetingRinging(Instant at, Meeting meeting, User caller) implements TopicEvent {}

    /// To all devices of whoever was rung: stop ringing. `outcome` is answered, declined or busy.
    record MeetingAnswered(Instant at, MeetingId meetingId, Meeting meeting, RingOutcome outcome)
            implements TopicEvent {}

    /// To all devices of whoever was rung: nobody waits for them any more.
    record MeetingCancelled(Instant at, Meeting meeting) implements TopicEvent {}

    record MeetingMissed(Instant at, Meeting meeting) implements TopicEvent {}

    record MeetingUpdated(Instant at, Meeting meeting) implements TopicEvent {}

    record MeetingEnded(Instant at, Meeting meeting) implements TopicEvent {}

    record ParticipantJoined(Instant at, Participant participant) implements TopicEvent {}

    record ParticipantUpdated(Instant at, Participant participant) implements TopicEvent {}

    record ParticipantLeft(Instant at, Participant participant, LeaveReason reason)
            implements TopicEvent {}

    /// To a device that is in the meeting, or its lobby, no more; null for one that was in the
    /// lobby.
    record ParticipantRemoved(Instant at, @Nullable Participant participant, LeaveReason reason)
            implements TopicEvent {}

    /// To a device in the lobby: join again with the same participant.
    record ParticipantAdmitted(Instant at, ParticipantId participantId) implements TopicEvent {}

    /// To a participant whom a host muted; what is null stays as it is.
    record ParticipantMuted(
            Instant at,
            UserId by,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean screen,
            @Nullable Boolean hand)
            implements TopicEvent {}

    /// All who wait in the lobby now, oldest first.
    record LobbyUpdated(Instant at, MeetingId meetingId, List<Waiting> waiting)
            implements TopicEvent {}

    /// How ringing somebody went, to those in the meeting.
    record RingAnswered(Instant at, MeetingId meetingId, UserId userId, RingOutcome outcome)
            implements TopicEvent {}

    record ReactionSent(Instant at, MeetingId meetingId, ParticipantId participantId, String emoji)
            implements TopicEvent {}

    /// Who speaks now, loudest first.
    record SpeakersChanged(Instant at, MeetingId meetingId, List<ParticipantId> participantIds)
            implements TopicEvent {}

    /// Fresh servers before the credentials of the present ones end.
    record IceExpiring(Instant at, List<IceServer> iceServers, @Nullable Instant iceServersExpireAt)
            implements TopicEvent {}

    record SignalReceived(Instant at, Signal signal) implements TopicEvent {}

    /// To those who run WorkSync, on the one topic `ops:nodes`.
    record NodeReported(Instant at, Node node) implements TopicEvent {}
}
