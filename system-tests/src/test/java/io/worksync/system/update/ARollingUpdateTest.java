package io.worksync.system.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A new version comes while people work: the short form of `./worksync bench rolling`.
@ExtendWith(RunningWorkSync.class)
class ARollingUpdateTest {

    private final WorkSync worksync = WorkSync.running();

    @Test
    void costs_nobody_a_message_and_everybody_one_reconnect_at_most() {
        RollingUpdate.Plan plan = new RollingUpdate.Plan(20, 20, 1);
        UpdateReport report = new RollingUpdate(worksync, plan).run();
        System.out.println(report);
        report.steps().forEach(System.out::println);
        assertThat(report.holds()).as("%s", report).isTrue();
        assertThat(report.reconnects()).as("clients of both gateways").isEqualTo(plan.clients());
        assertThat(report.unrecovered()).isZero();
        assertThat(report.backfilled()).isPositive();
        assertThat(report.sending().acknowledged()).isPositive();
    }
}
