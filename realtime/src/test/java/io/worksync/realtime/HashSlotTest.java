package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The check value of CRC-16/XMODEM, and what `CLUSTER KEYSLOT` answers.
class HashSlotTest {

    @ParameterizedTest
    @CsvSource({"123456789, 12739", "foo, 12182", "bar, 5061", "'', 0"})
    void is_that_of_redis(String tag, int slot) {
        assertThat(HashSlot.of(tag)).isEqualTo(slot);
    }
}
