package io.worksync.gateway.session;

/// How many sessions to open at once: more while that makes none of them slower, fewer when they
/// do nothing but wait for each other, as TCP Vegas finds its window (Brakmo and Peterson, 1994).
///
/// What a session takes where nobody waits is the measure. It is not the least ever seen, since
/// some have many topics and others few.
final class Pace {

    private static final double LEAST = 2;

    /// Of those that are opened, how many may be in each other's way.
    private static final double FEW = 0.5;

    private static final double MANY = 1.5;
    private static final double WEIGHT = 0.02;

    private final int most;
    private double allowed = LEAST;
    private double alone;

    /// @param most however well it goes
    Pace(int most) {
        this.most = most;
    }

    int allowed() {
        return Math.min(most, (int) allowed);
    }

    /// Learns from a session that was opened.
    ///
    /// @param crowded whether others wait
    void took(long nanos, boolean crowded) {
        if (alone == 0) {
            alone = nanos;
        } else if (!crowded) {
            alone += WEIGHT * (nanos - alone);
        }
        double inTheWay = allowed * (1 - alone / nanos);
        if (inTheWay < FEW) {
            allowed = Math.min(Math.max(most, LEAST), allowed + 1 / allowed);
        } else if (inTheWay > MANY) {
            allowed = Math.max(LEAST, allowed - 1 / allowed);
        }
    }
}
