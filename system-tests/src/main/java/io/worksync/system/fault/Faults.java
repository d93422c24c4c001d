package io.worksync.system.fault;

import io.worksync.system.running.WorkSync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `./worksync bench faults [--minutes N] [--seed S] [--rounds N]`: does one fault after the other
/// to a running WorkSync, for as long as one likes.
///
/// The exit status is 1 as soon as a promise was broken, and the recording of it is kept.
public final class Faults {

    private static final String USAGE = "bench faults [--minutes N] [--seed S] [--rounds N]";

    private Faults() {}

    /// Runs it and says what was found.
    ///
    /// @return the exit status
    public static int run(Path root, List<String> words) {
        Plan plan;
        try {
            plan = Plan.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println("worksync: " + e.getMessage() + ": " + USAGE);
            return 2;
        }
        WorkSync worksync = WorkSync.running();
        FaultRun run = new FaultRun(worksync, worksync.state().resolve("faults"));
        FaultReport report = new FaultReport();
        System.out.printf(
                "faults for %d min from seed %d; repeat a round with --seed ITS-SEED --rounds 1%n",
                plan.length().toMinutes(), plan.seed());
        long begin = System.nanoTime();
        for (int i = 0; plan.goesOn(i, begin); i++) {
            Round round = run.round(i + 1, plan.seed() + i);
            System.out.println(round);
            report.add(round);
        }
        System.out.println(report.summary());
        return report.holds() ? 0 : 1;
    }

    private record Plan(Duration length, long seed, int rounds) {

        static Plan parse(List<String> words) {
            long minutes = 10;
            long seed = System.currentTimeMillis();
            int rounds = Integer.MAX_VALUE;
            List<String> left = new ArrayList<>(words);
            while (!left.isEmpty()) {
                String option = left.removeFirst();
                long value = number(option, left);
                switch (option) {
                    case "--minutes" -> minutes = value;
                    case "--seed" -> seed = value;
                    case "--rounds" -> rounds = (int) value;
                    default -> throw new IllegalArgumentException("there is no " + option);
                }
            }
            return new Plan(Duration.ofMinutes(minutes), seed, rounds);
        }

        private static long number(String option, List<String> left) {
            try {
                return Long.parseLong(left.isEmpty() ? "" : left.removeFirst());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " needs a number", e);
            }
        }

        boolean goesOn(int done, long begin) {
            return done < rounds && System.nanoTime() - begin < length.toNanos();
        }
    }
}
