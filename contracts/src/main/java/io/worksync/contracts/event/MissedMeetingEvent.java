package io.worksync.contracts.event;

import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;

/// A meeting rang somebody in vain; `caller` is who rang.
public record MissedMeetingEvent(Meeting meeting, UserId userId, User caller) {}
