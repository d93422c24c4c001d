package io.worksync.presence.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AfterRedisWasAwayTest {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final RedisRun OLD = new RedisRun("a", Duration.ofHours(1));

    private final Time time = new Time();
    private final SweepPermit permit = new SweepPermit(time, LEASE);

    @Test
    void nodes_are_swept_while_nothing_happens() {
        assertThat(permit.given(OLD)).isTrue();
        assertThat(permit.given(OLD)).isTrue();
    }

    @Test
    void nodes_get_a_lease_period_after_a_failure() {
        permit.failed();

        time.pass(Duration.ofSeconds(14));
        assertThat(permit.given(OLD)).isFalse();
        time.pass(Duration.ofSeconds(1));
        assertThat(permit.given(OLD)).isTrue();
    }

    @Test
    void nodes_get_a_lease_period_when_another_redis_answers() {
        permit.given(OLD);

        assertThat(permit.given(new RedisRun("b", Duration.ofHours(1)))).isFalse();
        time.pass(LEASE);
        assertThat(permit.given(new RedisRun("b", Duration.ofHours(1)))).isTrue();
    }

    @Test
    void nodes_get_the_rest_of_a_lease_period_after_redis_started() {
        assertThat(permit.given(new RedisRun("a", Duration.ofSeconds(10)))).isFalse();
        time.pass(Duration.ofSeconds(5));
        assertThat(permit.given(new RedisRun("a", Duration.ofSeconds(15)))).isTrue();
    }

    @Test
    void a_run_is_read_from_what_redis_says_of_itself() {
        RedisRun run =
                RedisRun.parse("# Server\r\nrun_id:f00\r\nuptime_in_seconds:12\r\nhz:10\r\n");
        assertThat(run).isEqualTo(new RedisRun("f00", Duration.ofSeconds(12)));
    }

    private static final class Time extends Clock {

        private Instant now = Instant.EPOCH;

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
