package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// People write, read, join and leave while processes are killed, paused and cut off: the short
/// form of `./worksync bench faults`.
///
/// The seeds are fixed, so that a test that was green yesterday tries the same today;
/// `-Dfaults.seed=` begins elsewhere.
@ExtendWith(RunningWorkSync.class)
class RandomFaultsTest {

    private static final long FIRST_SEED = Long.getLong("faults.seed", 1);
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 6);

    private final WorkSync worksync = WorkSync.running();

    @Test
    void lose_and_repeat_nothing_and_tell_no_stranger() {
        FaultRun run = new FaultRun(worksync, worksync.state().resolve("faults"));
        FaultReport report = new FaultReport();
        for (int i = 0; i < ROUNDS; i++) {
            Round round = run.round(i + 1, FIRST_SEED + i);
            System.out.println(round);
            report.add(round);
        }
        System.out.println(report.summary());
        assertThat(report.holds()).as(report.summary()).isTrue();
        assertThat(report.lost()).isZero();
        assertThat(report.acknowledged()).isPositive();
        assertThat(report.counting())
                .as("rounds in which the fault was felt")
                .hasSizeGreaterThan(ROUNDS / 2);
    }
}
