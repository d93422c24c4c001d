package io.worksync.signaling.meeting;

import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.LeaveReason;

/// One thing that happened in a meeting.
public sealed interface Happening {

    /// Its first participant came.
    record Started() implements Happening {}

    record Joined(Seat seat) implements Happening {}

    record Updated(Seat seat) implements Happening {}

    record Left(Seat seat, LeaveReason reason) implements Happening {}

    /// A host took the participant out; [Left] follows.
    record Removed(Seat seat) implements Happening {}

    /// A host turned something of the participant's off; [Updated] follows.
    record Muted(Seat seat, UserId by, Muting muting) implements Happening {}

    /// The device waits in the lobby.
    record Knocked(Guest guest) implements Happening {}

    record Admitted(Guest guest) implements Happening {}

    /// The device waits no more, without having come in.
    record TurnedAway(Guest guest, LeaveReason reason) implements Happening {}

    /// Settings changed, which may be the way that media takes.
    record Changed() implements Happening {}

    record Ended() implements Happening {}
}
