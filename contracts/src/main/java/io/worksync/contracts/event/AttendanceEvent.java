package io.worksync.contracts.event;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import java.util.List;

/// Who takes part in a meeting now: all of them, each once, and nobody once it has ended.
///
/// @param version grows with each change of the meeting; an older one than was seen says nothing
public record AttendanceEvent(MeetingId meetingId, List<UserId> userIds, long version) {}
