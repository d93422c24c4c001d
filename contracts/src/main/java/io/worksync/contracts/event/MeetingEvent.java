package io.worksync.contracts.event;

import io.worksync.contracts.meeting.Meeting;

/// A meeting started or ended.
public record MeetingEvent(Meeting meeting) {}
