package io.worksync.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

    @Test
    void rounds_are_compared_one_by_one() {
        Ratios ratios = Ratios.of(List.of(30.0, 50.0, 20.0), List.of(10.0, 20.0, 10.0));
        assertThat(ratios.min()).isEqualTo(2.0);
        assertThat(ratios.median()).isEqualTo(2.5);
    }

    @Test
    void the_middle_of_two_rounds_is_between_them() {
        assertThat(Ratios.of(List.of(2.0, 4.0), List.of(1.0, 1.0)).median()).isEqualTo(3.0);
    }

    @Test
    void a_round_that_only_one_side_measured_is_refused() {
        assertThatThrownBy(() -> Ratios.of(List.of(1.0, 2.0), List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messages_are_due_at_even_distances() {
        Schedule schedule = Schedule.of(1_000, 400, Duration.ofSeconds(2));
        assertThat(schedule.count()).isEqualTo(800);
        assertThat(schedule.nanos(0)).isEqualTo(1_000);
        assertThat(schedule.nanos(1)).isEqualTo(2_501_000);
        assertThat(schedule.nanos(400)).isEqualTo(1_000_001_000L);
    }

    @Test
    void what_was_used_before_does_not_count() {
        Cpu before = new Cpu(Map.of("gateway", 100L, "redis", 5L));
        Cpu used = new Cpu(Map.of("gateway", 160L, "redis", 15L, "node", 3L)).since(before);
        assertThat(used.of("gateway")).isEqualTo(60);
        assertThat(used.total()).isEqualTo(73);
    }
}
