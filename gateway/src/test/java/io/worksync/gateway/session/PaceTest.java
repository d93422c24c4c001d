package io.worksync.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace(32);

    @Test
    void begins_with_few() {
        assertThat(pace.allowed()).isEqualTo(2);
    }

    @Test
    void sessions_that_do_not_slow_each_other_down_are_opened_as_many_at_once_as_may_be() {
        open(2_000, true, at -> 50 * MILLI);
        assertThat(pace.allowed()).isEqualTo(32);
    }

    @Test
    void sessions_that_wait_for_the_same_cpu_are_opened_a_few_at_once() {
        open(1, false, at -> 5 * MILLI);
        open(5_000, true, at -> at * 5L * MILLI);
        assertThat(pace.allowed()).isBetween(2, 4);
    }

    @Test
    void a_node_that_gets_busy_opens_fewer_and_then_more_again() {
        open(2_000, true, at -> 10 * MILLI);
        open(2_000, true, at -> at * 10L * MILLI);
        assertThat(pace.allowed()).isBetween(2, 4);
        open(2_000, true, at -> 10 * MILLI);
        assertThat(pace.allowed()).isEqualTo(32);
    }

    @Test
    void a_node_that_is_slower_for_good_gets_used_to_it() {
        open(100, false, at -> 5 * MILLI);
        open(500, false, at -> 50 * MILLI);
        open(2_000, true, at -> 50 * MILLI);
        assertThat(pace.allowed()).isEqualTo(32);
    }

    @Test
    void one_at_once_stays_one() {
        Pace single = new Pace(1);
        single.took(MILLI, true);
        assertThat(single.allowed()).isEqualTo(1);
    }

    /// @param nanos what a session takes, by how many are opened at once
    private void open(int sessions, boolean crowded, IntToLongFunction nanos) {
        for (int i = 0; i < sessions; i++) {
            pace.took(nanos.applyAsLong(pace.allowed()), crowded);
        }
    }
}
