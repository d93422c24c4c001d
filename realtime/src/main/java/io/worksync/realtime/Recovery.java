package io.worksync.realtime;

import java.util.List;

/// What a subscriber missed since a position.
public sealed interface Recovery {

    /// The stream's top now.
    Position top();

    /// Everything since the position, whole and in order; empty where nothing was missed.
    record Whole(Position top, List<Delivered> missed) implements Recovery {}

    /// It cannot be proved whole: the epoch changed, or the stream does not reach back so far.
    record Lost(Position top) implements Recovery {}
}
