package io.worksync.system.update;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What people noticed of an update.
///
/// @param lost acknowledged messages that are not there
/// @param shownTwice messages that a device was sent twice
/// @param reconnects of all clients together
/// @param mostReconnects of one client
/// @param endings how often a gateway ended a socket otherwise than with "shutdown, come back"
/// @param unrecovered reconnects after which a client had to read the state anew
/// @param backfilled messages that hold what only the newer schema has room for
/// @param errors what was answered, and how often
/// @param violations broken promises in words
public record UpdateReport(
        int clients,
        List<Step> steps,
        Sending sending,
        OtherCalls others,
        long lost,
        long shownTwice,
        int reconnects,
        int mostReconnects,
        int endings,
        int unrecovered,
        long backfilled,
        Map<String, Integer> errors,
        List<String> violations) {

    /// One of so many messages may fail.
    private static final long SENDS = 1_000;

    /// One answer of so many may be "later".
    private static final long CALLS = 100;

    /// One thing that was done.
    ///
    /// @param seconds until it was done, or the process was gone and its successor ready
    /// @param sends acknowledged meanwhile
    /// @param errors of sends and other calls
    /// @param slowestMillis the slowest acknowledgement
    public record Step(String what, double seconds, int sends, long errors, long slowestMillis) {}

    /// Messages that were sent.
    ///
    /// @param failed of which the SDK would tell its user that they failed
    /// @param postponed answered with "later", or not in time, and sent again unseen
    /// @param again sent again because the socket was gone before the answer
    public record Sending(
            int acknowledged,
            long failed,
            long postponed,
            long again,
            double p50,
            double p99,
            double max) {}

    /// Typing, and looks at presence, inboxes and meetings.
    public record OtherCalls(long made, long failed) {}

    public UpdateReport {
        steps = List.copyOf(steps);
        errors = Map.copyOf(errors);
        violations = List.copyOf(violations);
    }

    /// Whether nobody noticed more than one reconnect, and hardly anybody an error.
    public boolean holds() {
        return violations.isEmpty()
                && lost == 0
                && shownTwice == 0
                && mostReconnects <= 1
                && endings == 0
                && sending.failed() * SENDS < sending.acknowledged()
                && sending.postponed() * CALLS < sending.acknowledged()
                && others.failed() * CALLS < others.made();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d lost, %d shown twice of %,d acknowledged; %d failed, %d postponed, %d sent again after a reconnect; "
                        + "%d of %,d other calls failed; %d clients, %d reconnects, at most %d each, %d sockets ended otherwise, %d without recovery; "
                        + "%,d messages backfilled; acknowledged after %.0f / %.0f / %.0f ms (p50 / p99 / max); errors %s; violations %s",
                lost,
                shownTwice,
                sending.acknowledged(),
                sending.failed(),
                sending.postponed(),
                sending.again(),
                others.failed(),
                others.made(),
                clients,
                reconnects,
                mostReconnects,
                endings,
                unrecovered,
                backfilled,
                sending.p50(),
                sending.p99(),
                sending.max(),
                errors,
                violations);
    }
}
