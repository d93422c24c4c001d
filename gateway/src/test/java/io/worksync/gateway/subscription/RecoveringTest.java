package io.worksync.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.realtime.Position;
import io.worksync.realtime.PublishResult;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecoveringTest extends RunningGateway {

    @Inject Redis redis;
    @Inject Hub hub;

    @Test
    void a_session_gets_exactly_what_it_missed() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        Position seen = publish(channel, "{\"n\":1}");
        publish(channel, "{\"n\":2}");
        publish(channel, "{\"n\":3}");
        SocketClient client = socket();
        JsonNode sub = recover(client, channel, seen.epoch(), seen.offset());
        assertThat(sub.path("recovered").asBoolean()).isTrue();
        assertThat(sub.path("was_recovering").asBoolean()).isTrue();
        assertThat(sub.path("offset").asLong()).isEqualTo(3);
        assertThat(sub.path("publications"))
                .extracting(p -> p.path("data").path("n").asInt())
                .containsExactly(2, 3);
        publish(channel, "{\"n\":4}");
        assertThat(client.push(channel, "pub").path("offset").asLong()).isEqualTo(4);
    }

    /// As when a node died: everybody of a channel comes back from where they all were.
    @Test
    void what_many_missed_is_read_once() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        Position seen = publish(channel, "{\"n\":1}");
        publish(channel, "{\"n\":2}");
        long before = reads();
        JsonNode sub = recover(socket(), channel, seen.epoch(), seen.offset());
        for (int i = 0; i < 5; i++) {
            assertThat(recover(socket(), channel, seen.epoch(), seen.offset())).isEqualTo(sub);
        }
        assertThat(reads() - before).isEqualTo(1);
        publish(channel, "{\"n\":3}");
        assertThat(recover(socket(), channel, seen.epoch(), seen.offset()).path("publications"))
                .extracting(p -> p.path("data").path("n").asInt())
                .containsExactly(2, 3);
    }

    @Test
    void nothing_is_missing_for_those_who_come_back_while_others_talk() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        Position seen = publish(channel, "{\"n\":1}");
        List<SocketClient> clients = new ArrayList<>();
        int last = 1;
        for (int i = 0; i < 10; i++) {
            publish(channel, "{\"n\":" + ++last + "}");
            SocketClient client = socket();
            clients.add(client);
            client.send(connect(channel, seen.epoch(), seen.offset()));
            publish(channel, "{\"n\":" + ++last + "}");
        }
        for (SocketClient client : clients) {
            JsonNode sub = client.reply(1).path("connect").path("subs").path(channel);
            int recovered = sub.path("publications").size();
            assertThat(sub.path("publications"))
                    .extracting(p -> p.path("offset").asLong())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 1 + recovered).boxed().toList());
            assertThat(client.offsets(channel, last - 1 - recovered))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2 + recovered, last).boxed().toList());
        }
    }

    /// How often a stream was read in Redis.
    private long reads() {
        String stats =
                redis.send(Request.cmd(Command.INFO).arg("commandstats"))
                        .await()
                        .atMost(Duration.ofSeconds(5))
                        .toString();
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_xrange:"))
                .mapToLong(
                        line ->
                                Long.parseLong(
                                        line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    @Test
    void whoever_missed_nothing_is_told_so() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        Position seen = publish(channel, "{\"n\":1}");
        JsonNode sub = recover(socket(), channel, seen.epoch(), seen.offset());
        assertThat(sub.path("recovered").asBoolean()).isTrue();
        assertThat(sub.has("publications")).isFalse();
    }

    @Test
    void another_epoch_is_never_recovered_in_part() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        publish(channel, "{\"n\":1}");
        JsonNode sub = recover(socket(), channel, "another", 0);
        assertThat(sub.path("recovered").asBoolean()).isFalse();
        assertThat(sub.path("was_recovering").asBoolean()).isTrue();
        assertThat(sub.has("publications")).isFalse();
        assertThat(sub.path("offset").asLong()).isEqualTo(1);
    }

    @Test
    void what_the_stream_has_forgotten_is_never_recovered_in_part() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        Position seen = publish(channel, "{}");
        List<io.worksync.realtime.Publication> many =
                LongStream.rangeClosed(1, 1200)
                        .mapToObj(i -> io.worksync.realtime.Publication.of("{}"))
                        .toList();
        publisher
                .publishAll(io.worksync.realtime.Topic.parse(channel), many)
                .await()
                .atMost(Duration.ofSeconds(10));
        JsonNode sub = recover(socket(), channel, seen.epoch(), seen.offset());
        assertThat(sub.path("recovered").asBoolean()).isFalse();
        assertThat(sub.has("publications")).isFalse();
    }

    @Test
    void what_is_no_longer_allowed_is_not_recovered() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"));
        Position seen = publish(channel, "{\"n\":1}");
        publish(channel, "{\"n\":2}");
        assertThat(recover(socket(), channel, seen.epoch(), seen.offset()).isMissingNode())
                .isTrue();
    }

    /// Redis forgets to whom it publishes: what is published before they are back is only in the
    /// stream.
    @Test
    void what_pub_sub_lost_is_read_back_in_order_and_once() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        SocketClient client = connected("rahim");
        publish(channel, "{\"n\":1}");
        assertThat(client.offsets(channel, 1)).containsExactly(1L);
        FanoutConnections.cut(redis);
        for (int i = 2; i <= 50; i++) {
            publish(channel, "{\"n\":" + i + "}");
        }
        assertThat(client.offsets(channel, 49))
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 50).boxed().toList());
        publish(channel, "{\"n\":51}");
        assertThat(client.offsets(channel, 1)).containsExactly(51L);
    }

    @Test
    void a_stream_that_begins_anew_sends_its_sessions_back() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        SocketClient server = connected("rahim");
        String meeting = topic("meeting");
        SocketClient client = connected("aisha");
        client.send("{\"id\":2,\"subscribe\":{\"channel\":\"" + meeting + "\"}}");
        client.reply(2);
        for (String topic : List.of(channel, meeting)) {
            publish(topic, "{}");
            publisher
                    .restart(io.worksync.realtime.Topic.parse(topic), 0, null)
                    .await()
                    .atMost(Duration.ofSeconds(5));
            publish(topic, "{}");
        }
        assertThat(server.closeCode()).isEqualTo(3010);
        assertThat(client.push(meeting, "unsubscribe").path("code").asInt()).isEqualTo(2500);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void what_redis_lost_while_a_client_was_away_is_never_recovered_in_part() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        publish(channel, "{\"n\":1}");
        Position seen = publish(channel, "{\"n\":2}");
        awaitNobodyListens();
        flush();
        for (int n = 1; n <= 3; n++) {
            publish(channel, "{\"other\":" + n + "}");
        }
        JsonNode sub = recover(socket(), channel, seen.epoch(), seen.offset());
        assertThat(sub.path("recovered").asBoolean()).isFalse();
        assertThat(sub.path("was_recovering").asBoolean()).isTrue();
        assertThat(sub.has("publications")).isFalse();
        assertThat(sub.path("epoch").asText()).isNotEqualTo(seen.epoch());
        assertThat(sub.path("offset").asLong()).isEqualTo(3);
    }

    /// Nothing is published afterwards: the check of positions finds out.
    @Test
    void what_redis_lost_under_live_sessions_sends_them_back() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        SocketClient server = connected("rahim");
        String meeting = topic("meeting");
        SocketClient client = connected("aisha");
        client.send("{\"id\":2,\"subscribe\":{\"channel\":\"" + meeting + "\"}}");
        String epoch = client.reply(2).path("subscribe").path("epoch").asText();
        publish(channel, "{\"n\":1}");
        publish(meeting, "{\"n\":1}");
        assertThat(server.offsets(channel, 1)).containsExactly(1L);
        assertThat(client.offsets(meeting, 1)).containsExactly(1L);
        flush();
        assertThat(server.closeCode()).isEqualTo(3010);
        // everybody's own topic was lost as well
        assertThat(client.closeCode()).isEqualTo(3010);
        awaitNobodyListens();
        SocketClient again = connected("aisha");
        again.send(
                "{\"id\":2,\"subscribe\":{\"channel\":\""
                        + meeting
                        + "\",\"recover\":true,\"epoch\":\""
                        + epoch
                        + "\",\"offset\":1}}");
        JsonNode sub = again.reply(2).path("subscribe");
        assertThat(sub.path("recovered").asBoolean()).isFalse();
        assertThat(sub.path("was_recovering").asBoolean()).isTrue();
        publish(meeting, "{\"n\":2}");
        assertThat(again.offsets(meeting, 1)).containsExactly(1L);
    }

    /// The answer to a check is always older than what pub/sub brings meanwhile.
    @Test
    void a_busy_topic_survives_every_check_of_its_position() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        SocketClient client = connected("rahim");
        publish(channel, "{\"n\":1}");
        assertThat(client.offsets(channel, 1)).containsExactly(1L);
        for (int burst = 0; burst < 40; burst++) {
            List<Uni<PublishResult>> work = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                work.add(
                        publisher.publish(
                                io.worksync.realtime.Topic.parse(channel),
                                io.worksync.realtime.Publication.of("{}")));
                hub.execute(() -> checkAll());
            }
            Uni.join().all(work).andFailFast().await().atMost(Duration.ofSeconds(10));
        }
        assertThat(client.offsets(channel, 400))
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 401).boxed().toList());
        assertThat(client.isOpen()).isTrue();
    }

    private void checkAll() {
        hub.feeds().forEach(feed -> hub.check(feed).subscribe().with(done -> {}, failed -> {}));
    }

    /// As when Redis dropped the last message of a burst.
    @Test
    void what_pub_sub_never_brought_comes_with_the_check_of_positions() {
        String channel = topic("channel");
        services.topicsOf(idOf("rahim"), channel);
        SocketClient client = connected("rahim");
        publish(channel, "{\"n\":1}");
        assertThat(client.offsets(channel, 1)).containsExactly(1L);
        run(
                Request.cmd(Command.XADD)
                        .arg("worksync:{" + channel + "}:stream")
                        .arg("2-0")
                        .arg("c")
                        .arg("-")
                        .arg("d")
                        .arg("{\"n\":2}"));
        run(Request.cmd(Command.HSET).arg("worksync:{" + channel + "}:meta").arg("o").arg("2"));
        assertThat(client.push(channel, "pub").path("data").path("n").asInt()).isEqualTo(2);
        publish(channel, "{\"n\":3}");
        assertThat(client.offsets(channel, 1)).containsExactly(3L);
    }

    @Test
    void a_cached_topic_recovers_with_its_latest() {
        String presence = topic("presence");
        Position seen = publish(presence, "{\"n\":1}");
        publish(presence, "{\"n\":2}");
        publish(presence, "{\"n\":3}");
        SocketClient client = connected("aisha");
        client.send(
                "{\"id\":2,\"subscribe\":{\"channel\":\""
                        + presence
                        + "\",\"recover\":true,\"epoch\":\""
                        + seen.epoch()
                        + "\",\"offset\":1}}");
        JsonNode sub = client.reply(2).path("subscribe");
        assertThat(sub.path("recovered").asBoolean()).isTrue();
        assertThat(sub.path("publications"))
                .extracting(p -> p.path("data").path("n").asInt())
                .containsExactly(3);
    }

    /// Whoever listens while Redis loses its data is sent back, also clients of other tests that
    /// are about to go.
    private void awaitNobodyListens() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> hub.feeds().isEmpty());
    }

    private void flush() {
        run(Request.cmd(Command.FLUSHALL));
    }

    private void run(Request request) {
        redis.send(request).await().atMost(Duration.ofSeconds(5));
    }

    private static JsonNode recover(SocketClient client, String topic, String epoch, long offset) {
        client.send(connect(topic, epoch, offset));
        return client.reply(1).path("connect").path("subs").path(topic);
    }

    private static String connect(String topic, String epoch, long offset) {
        return "{\"id\":1,\"connect\":{\"token\":\""
                + token("rahim")
                + "\",\"subs\":{\""
                + topic
                + "\":{\"recover\":true,\"epoch\":\""
                + epoch
                + "\",\"offset\":"
                + offset
                + "}}}}";
    }
}
