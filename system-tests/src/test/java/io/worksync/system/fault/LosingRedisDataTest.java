package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever Redis forgets, a client gets all that it missed or the word that it cannot.
@ExtendWith(RunningWorkSync.class)
class LosingRedisDataTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final WorkSync worksync = WorkSync.running();
    private final RedisConsole redis = new RedisConsole(worksync);

    @Test
    void after_a_flush_nobody_is_told_that_all_was_recovered() throws Exception {
        try (Talk talk = new Talk(worksync, "flushed", List.of("aisha"))) {
            talk.device("aisha", 1);
            talk.device("aisha", 2);
            talk.sayMany(10, 1);
            JsonNode before = connect(talk, 1, Json.object());
            talk.sayMany(3, 1);
            redis.answer("FLUSHALL");
            talk.sayMany(10, 1);
            assertNotRecovered(connect(talk, 2, before));
            talk.assertWhole(SOON);
        }
    }

    @Test
    void a_redis_that_starts_without_its_data_makes_no_hole() throws Exception {
        try (Talk talk = new Talk(worksync, "emptied", List.of("aisha"))) {
            talk.device("aisha", 1);
            talk.device("aisha", 2);
            talk.sayMany(10, 1);
            JsonNode before = connect(talk, 1, Json.object());
            worksync.kill("redis", 1);
            try {
                delete(worksync.state().resolve("data/redis/appendonlydir"));
                talk.say("rahim", 1, "said while Redis was gone");
            } finally {
                worksync.start("redis", 1);
            }
            talk.sayMany(10, 1);
            assertNotRecovered(connect(talk, 2, before));
            talk.assertWhole(SOON);
        }
    }

    @Test
    void a_stream_that_does_not_reach_back_so_far_is_not_recovered_in_part() throws Exception {
        try (Talk talk = new Talk(worksync, "trimmed", List.of("aisha"))) {
            JsonNode before = connect(talk, 1, Json.object());
            talk.sayMany(20, 1);
            redis.answer("XTRIM worksync:{" + talk.topic() + "}:stream MAXLEN 5");
            JsonNode resumed = connect(talk, 2, before);
            assertNotRecovered(resumed);
            assertThat(resumed.path("publications")).isEmpty();
        }
    }

    private static void assertNotRecovered(JsonNode subscription) {
        assertThat(subscription.has("epoch")).as("%s", subscription).isTrue();
        assertThat(subscription.path("recovered").asBoolean()).as("%s", subscription).isFalse();
    }

    /// The subscription to the topic, resumed where there is a position.
    private JsonNode connect(Talk talk, int gateway, JsonNode position) throws IOException {
        try (RealtimeSocket socket = RealtimeSocket.open(worksync.gateway(gateway))) {
            var connect = Json.object().put("token", worksync.tokens().of("aisha"));
            if (position.has("epoch")) {
                connect.putObject("subs")
                        .putObject(talk.topic())
                        .put("recover", true)
                        .put("epoch", position.path("epoch").asText())
                        .put("offset", position.path("offset").asLong());
            }
            return socket.call("connect", connect).path("connect").path("subs").path(talk.topic());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
