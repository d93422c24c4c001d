package io.worksync.operations.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.worksync.contracts.node.LoggedError;
import io.worksync.contracts.node.Severity;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a node tells of its warnings and errors, and what it keeps to itself.
class RecentErrorsTest {

    private static final Logger OURS = Logger.getLogger("io.worksync.test.Sending");
    private static final Logger OTHERS = Logger.getLogger("org.postgresql.Driver");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final RecentErrors errors = new RecentErrors(new Few());

    private static final class Few implements NodeConfig {

        @Override
        public Duration reportInterval() {
            return Duration.ofSeconds(3);
        }

        @Override
        public int maxErrors() {
            return 4;
        }
    }

    @BeforeEach
    void listen() {
        errors.start(new StartupEvent());
    }

    @AfterEach
    void leave() {
        errors.stop(new ShutdownEvent());
    }

    @Test
    void what_was_filled_in_stays_here_but_for_numbers_and_kinds() {
        OURS.warnf(
                "%s did not get it after %d tries: %s",
                "rahim", 3, new IllegalStateException("the canary sang at noon"));
        LoggedError told = newest();
        assertThat(told.message())
                .isEqualTo("… did not get it after 3 tries: IllegalStateException");
        assertThat(told.failure()).isEqualTo("IllegalStateException");
        assertThat(told.severity()).isEqualTo(Severity.WARNING);
        assertThat(told.logger()).isEqualTo("io.worksync.test.Sending");
        assertThat(told.toString()).doesNotContain("rahim", "canary");
    }

    @Test
    void what_a_library_put_together_by_itself_is_not_told() {
        OTHERS.warn("Key (text)=(the canary sang at noon) already exists");
        OTHERS.warnv("Key {0} already exists {1} times", "canary", 2);
        assertThat(errors.newestFirst())
                .extracting(LoggedError::message)
                .containsExactly("Key … already exists 2 times", "…");
    }

    @Test
    void an_error_has_the_trace_id_of_its_call() {
        OURS.errorf(new IllegalArgumentException("canary"), "A call failed, trace %s", TRACE);
        LoggedError told = newest();
        assertThat(told.traceId()).isEqualTo(TRACE);
        assertThat(told.failure()).isEqualTo("IllegalArgumentException");
        assertThat(told.severity()).isEqualTo(Severity.ERROR);
        assertThat(told.toString()).doesNotContain("canary");
    }

    @Test
    void only_the_last_are_told_newest_first() {
        OURS.info("all is well");
        for (int i = 1; i <= 6; i++) {
            OURS.warnf("number %d", i);
        }
        assertThat(errors.newestFirst())
                .extracting(LoggedError::message)
                .containsExactly("number 6", "number 5", "number 4", "number 3");
    }

    @Test
    void what_comes_again_and_again_has_one_place() {
        OURS.warn("first");
        for (int i = 1; i <= 10; i++) {
            OURS.warnf("Redis is away: %s", "attempt " + i);
        }
        assertThat(errors.newestFirst())
                .extracting(LoggedError::message, LoggedError::times)
                .containsExactly(tuple("Redis is away: …", 10), tuple("first", 1));
    }

    @Test
    void a_message_is_one_line_and_no_longer_than_300_characters() {
        OURS.warn("one\ntwo");
        assertThat(newest().message()).isEqualTo("one");
        OURS.warn("x".repeat(1_000));
        assertThat(newest().message()).hasSize(300).endsWith("…");
    }

    private LoggedError newest() {
        return errors.newestFirst().getFirst();
    }
}
