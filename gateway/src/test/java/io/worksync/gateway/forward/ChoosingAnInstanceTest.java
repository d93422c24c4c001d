package io.worksync.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.gateway.forward.Upstream.Instance;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoosingAnInstanceTest {

    private static final String KEY = "a channel";

    private Instant now = Instant.EPOCH;
    private final Upstream upstream =
            new Upstream(
                    List.of(URI.create("http://one:1"), URI.create("http://two:2")),
                    new MovingClock(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5));

    @Test
    void a_key_stays_with_its_instance() {
        Instance owner = first();
        assertThat(first()).isSameAs(owner);
    }

    @Test
    void one_that_refused_comes_last_for_a_moment() {
        Instance owner = first();
        upstream.refused(owner);
        assertThat(first()).isNotSameAs(owner);
        now = now.plusSeconds(2);
        assertThat(first()).isSameAs(owner);
    }

    @Test
    void one_that_takes_its_leave_comes_last_until_another_may_be_in_its_place() {
        Instance owner = first();
        upstream.leaving(owner);
        now = now.plusSeconds(4);
        assertThat(first()).isNotSameAs(owner);
        now = now.plusSeconds(2);
        assertThat(first()).isSameAs(owner);
    }

    @Test
    void one_that_does_not_answer_is_tried_by_one_call_now_and_then() {
        Instance owner = first();
        upstream.silent(owner);
        now = now.plusSeconds(11);
        assertThat(first()).as("this one tries it").isSameAs(owner);
        assertThat(first()).as("others do not wait for that").isNotSameAs(owner);
        upstream.answered(owner);
        assertThat(first()).isSameAs(owner);
    }

    private Instance first() {
        return upstream.candidates(KEY).getFirst();
    }

    private final class MovingClock extends Clock {

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
