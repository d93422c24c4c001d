package io.worksync.stack.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Talks to the person at the terminal.
final class Console {

    private static final PrintStream OUT = System.out;

    private Console() {}

    static void say(String line) {
        OUT.println(line);
        OUT.flush();
    }

    static void progress(String part, String what, long sinceNanos) {
        double seconds = Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis() / 1000.0;
        say(String.format(Locale.ROOT, "  %-24s %-28s %6.1f s", part, what, seconds));
    }
}
