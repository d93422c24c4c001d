package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.meeting.Signal;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;

/// The media servers, as far as meetings need them.
///
/// Meetings decide when they go through one; a server makes what it needs for a meeting when it
/// first hears of it, so that any instance may die between the two.
public interface MediaServers {

    /// Whether a meeting can go through a media server now.
    boolean available();

    /// Hears what happened in meetings that go through a media server, after it was recorded and
    /// announced: joins, leaves and kicks whose media ends, the end of the meeting. May hear the
    /// same twice.
    Uni<Void> follow(Change change);

    /// Takes a signal to `publisher` or `subscriber` from a participant of the meeting; what the
    /// server answers goes to the participant's topic.
    Uni<Void> signal(Ongoing meeting, Seat from, Signal signal);
}
