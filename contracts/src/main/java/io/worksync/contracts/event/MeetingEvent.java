package io.worksync.contracts.event;

import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.Meeting;
import java.util.List;

/// A meeting started or ended; `userIds` are the people who took part so far.
public record MeetingEvent(Meeting meeting, List<UserId> userIds) {}
