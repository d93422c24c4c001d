package io.worksync.stack.doctor;

import java.util.function.Consumer;

/// What was found, a line each, in the order in which it was looked for.
final class Findings {

    private final Consumer<String> lines;
    private boolean healthy = true;

    Findings(Consumer<String> lines) {
        this.lines = lines;
    }

    void good(String what, String how) {
        lines.accept("  ok       " + what + ": " + how);
    }

    /// Could not be looked at, or is a matter of taste.
    void note(String what, String how) {
        lines.accept("  note     " + what + ": " + how);
    }

    void bad(String what, String wrong, String remedy) {
        healthy = false;
        lines.accept("  wrong    " + what + ": " + wrong + "; " + remedy);
    }

    boolean healthy() {
        return healthy;
    }
}
