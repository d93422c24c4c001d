package io.worksync.system.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// One round: load, fault, healing, check.
///
/// @param seed what it can be repeated with
/// @param at when the fault began
/// @param lasted how long it was on, without the time until the part was ready again
/// @param caughtUp how long after that everybody had seen everything
/// @param kept the recordings of what was violated
public record Round(
        int number,
        long seed,
        Fault fault,
        Instant at,
        Duration lasted,
        Duration caughtUp,
        Bite bite,
        long acknowledged,
        long lost,
        List<String> violations,
        List<Path> kept) {

    public Round {
        violations = List.copyOf(violations);
        kept = List.copyOf(kept);
    }

    /// Whether it counts as a proof.
    public boolean counts() {
        return bite.isFelt();
    }

    @Override
    public String toString() {
        String line =
                String.format(
                        Locale.ROOT,
                        "round %d, seed %d: %s at %s for %.1f s, felt: %s; %d lost of %d acknowledged, all caught up %.1f s after the end%s",
                        number,
                        seed,
                        fault,
                        at,
                        seconds(lasted),
                        bite,
                        lost,
                        acknowledged,
                        seconds(caughtUp),
                        counts() ? "" : " (void: it does not count)");
        return violations.isEmpty()
                ? line
                : line + "\n  " + String.join("\n  ", violations) + "\n  kept: " + kept;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
