package io.worksync.signaling.lifecycle;

import io.worksync.contracts.meeting.Meeting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list; `nextCursor` asks for the next one, if any.
record MeetingPage(List<Meeting> items, @Nullable String nextCursor) {}
