package io.worksync.signaling.announcement;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.Topic;

/// The topics that meetings write to.
public final class Topics {

    private Topics() {}

    public static Topic of(MeetingId meeting) {
        return Topic.of("meeting", meeting);
    }

    public static Topic of(ParticipantId participant) {
        return Topic.of("participant", participant);
    }

    public static Topic of(UserId user) {
        return Topic.of("user", user);
    }
}
