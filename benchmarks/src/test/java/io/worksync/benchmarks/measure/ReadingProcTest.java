package io.worksync.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingProcTest {

    @Test
    void the_time_of_a_process_is_its_own_and_that_of_its_ended_children() {
        String stat =
                "42 (a (strange) name) S 1 42 42 0 -1 4194560 1 2 3 4 100 20 3 1 20 0 9 0 777 1";
        assertThat(Proc.micros(stat)).isEqualTo(1_240_000);
    }

    @Test
    void resident_memory_is_in_the_status() {
        assertThat(Proc.residentBytes("Name:\tjava\nVmRSS:\t  2048 kB\nThreads:\t9\n"))
                .isEqualTo(2_097_152);
    }

    @Test
    void a_backend_names_its_database() {
        assertThat(Proc.database("postgres: chat chatter 127.0.0.1(51234) idle\0\0"))
                .contains("chatter");
        assertThat(Proc.database("postgres: walwriter \0")).isEmpty();
        assertThat(Proc.database("/usr/bin/postgres\0-D\0/data")).isEmpty();
    }

    @Test
    void this_process_has_used_some_time_and_memory() {
        long own = ProcessHandle.current().pid();
        long begin = new Proc(own).micros();
        long spun = 0;
        while (new Proc(own).micros() == begin) {
            spun++;
        }
        assertThat(spun).isPositive();
        assertThat(new Proc(own).residentBytes()).isGreaterThan(1_000_000);
        assertThat(Cpu.of(Map.of("self", List.of(own)), _ -> true).total()).isPositive();
    }
}
