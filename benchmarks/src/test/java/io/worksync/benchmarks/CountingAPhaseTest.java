package io.worksync.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountingAPhaseTest {

    @Test
    void a_marker_is_found_in_a_frame() {
        Marker marker = new Marker(3, 123_456_789L);
        String line =
                "{\"push\":{\"pub\":{\"data\":{\"message\":{\"text\":\""
                        + marker.text()
                        + "\"}}}}}";
        assertThat(Marker.in(line)).isEqualTo(marker);
    }

    @Test
    void other_frames_have_no_marker() {
        assertThat(Marker.in("{\"id\":1,\"connect\":{}}")).isEqualTo(Marker.NONE);
    }

    @Test
    void a_phase_is_settled_when_every_reader_has_everything_that_was_acknowledged() {
        Phase phase = new Phase(1);
        phase.sent();
        phase.sent();
        phase.acked(1_000_000);
        phase.failed();
        phase.delivered(2_000_000);
        assertThat(phase.isSettled(2)).isFalse();
        phase.delivered(4_000_000);
        assertThat(phase.isSettled(2)).isTrue();
        Phase.Result result = phase.result(1);
        assertThat(result.delivered()).isEqualTo(2);
        assertThat(result.deliver().max()).isCloseTo(4, within(0.01));
    }
}
