package io.worksync.system.fault;

/// A time in which somebody was a member of the channel.
///
/// @param from when the first attempt to add them began
/// @param until from when on nothing that was sent later may reach them any more
public record Stay(String user, long from, long until) {

    /// The end of a stay that has not ended.
    public static final long OPEN = Long.MAX_VALUE;

    boolean isOpen() {
        return until == OPEN;
    }

    boolean touches(long begin, long end) {
        return from <= end && until >= begin;
    }
}
