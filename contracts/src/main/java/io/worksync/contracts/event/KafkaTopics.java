package io.worksync.contracts.event;

/// The Kafka topics and the `ce_type` of the events on them (CloudEvents 1.0, binary mode).
public final class KafkaTopics {

    /// Key channelId; `message.created`, `message.updated`, `message.deleted`: [MessageEvent].
    public static final String MESSAGES = "worksync.chat.messages";

    /// Key channelId:userId, compacted; `member.joined`, `member.left`: [MembershipEvent].
    public static final String MEMBERSHIPS = "worksync.chat.memberships";

    /// Key userId; `session.opened`, `session.closed`: [SessionEvent].
    public static final String SESSIONS = "worksync.sessions";

    /// Key userId; `presence.changed`: [PresenceEvent].
    public static final String PRESENCE = "worksync.presence";

    /// Key meetingId; `meeting.started`, `meeting.ended`: [MeetingEvent], `meeting.missed`:
    /// [MissedMeetingEvent], `attendance.changed`: [AttendanceEvent].
    public static final String MEETINGS = "worksync.meetings";

    private KafkaTopics() {}
}
