package io.worksync.signaling.meeting;

/// One thing that happened in a meeting.
public sealed interface Happening {

    record Joined(Seat seat) implements Happening {}

    record Updated(Seat seat) implements Happening {}

    record Left(Seat seat) implements Happening {}

    /// The host took the participant out; [Left] follows.
    record Removed(Seat seat) implements Happening {}

    record Ended() implements Happening {}
}
