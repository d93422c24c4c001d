package io.worksync.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountingAPhaseTest {

    @Test
    void a_marker_is_found_in_a_frame() {
        Marker marker = new Marker(3, 123_456_789L);
        byte[] frame =
                Bytes.ascii(
                        "{\"push\":{\"pub\":{\"data\":{\"message\":{\"text\":\""
                                + marker.text(200)
                                + "\"}}}}}");
        assertThat(Marker.in(frame, 0, frame.length)).isEqualTo(marker);
        assertThat(Marker.in(frame, frame.length / 2, frame.length)).isEqualTo(Marker.NONE);
    }

    @Test
    void a_text_has_the_length_that_was_asked_for() {
        assertThat(new Marker(12, System.nanoTime()).text(200)).hasSize(200);
    }

    @Test
    void other_frames_have_no_marker() {
        byte[] frame = Bytes.ascii("{\"id\":1,\"connect\":{}}");
        assertThat(Marker.in(frame, 0, frame.length)).isEqualTo(Marker.NONE);
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
