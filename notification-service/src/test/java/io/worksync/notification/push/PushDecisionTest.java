package io.worksync.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // seconds, read, availability, what becomes of it
        "3, false, away, SEND",
        "3, false, offline, SEND",
        "3, false, unknown, SEND",
        "3, false, , SEND",
        "3, false, online, WAIT",
        "119, false, online, WAIT",
        "120, false, online, DROP",
        "110, false, offline, SEND",
        "3, false, dnd, DROP",
        "3, true, offline, DROP",
        "3, true, online, DROP",
        "86399, false, offline, SEND",
        "86401, false, offline, DROP"
    })
    void who_is_told(long age, boolean read, @Nullable String availability, PushDecision decision) {
        assertThat(
                        PushDecision.of(
                                NOW.minusSeconds(age),
                                read,
                                availability,
                                NOW,
                                Duration.ofMinutes(2),
                                Duration.ofDays(1)))
                .isEqualTo(decision);
    }
}
