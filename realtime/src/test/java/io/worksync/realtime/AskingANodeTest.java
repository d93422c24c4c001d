package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackTestResource.class)
class AskingANodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject Vertx vertx;
    @Inject io.vertx.redis.client.Redis client;
    @Inject Redis redis;
    @Inject NodeLeases leases;
    @Inject RealtimeConfig config;

    private static final String HERE = "here-" + UUID.randomUUID();
    private static final String THERE = "there-" + UUID.randomUUID();
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    /// Made once, since each holds connections as long as its process lives.
    private static NodeCalls asking;

    @BeforeEach
    void start() {
        if (asking == null) {
            serve();
        }
        await().atMost(PATIENCE).until(() -> ask(THERE, "hello") instanceof NodeAnswer.Answered);
        HEARD.clear();
    }

    private void serve() {
        asking = new NodeCalls(vertx, client, leases, config);
        asking.serve(HERE, question -> Uni.createFrom().nothing());
        NodeCalls answering = new NodeCalls(vertx, client, leases, config);
        answering.serve(
                THERE,
                question -> {
                    HEARD.add(question.toString());
                    return Uni.createFrom().item(Buffer.buffer("re: ").appendBuffer(question));
                });
    }

    @Test
    void brings_its_answer() {
        Buffer binary = Buffer.buffer(new byte[] {0, -1, '\r', '\n', 7});
        assertThat(asking.ask(THERE, binary).await().atMost(PATIENCE))
                .isEqualTo(new NodeAnswer.Answered(Buffer.buffer("re: ").appendBuffer(binary)));
    }

    @Test
    void keeps_the_order_of_the_questions() {
        List<String> questions = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        List<NodeAnswer> answers =
                Uni.join()
                        .all(
                                questions.stream()
                                        .map(question -> asking.ask(THERE, Buffer.buffer(question)))
                                        .toList())
                        .andFailFast()
                        .await()
                        .atMost(PATIENCE);
        assertThat(HEARD).isEqualTo(questions);
        assertThat(answers)
                .isEqualTo(
                        questions.stream()
                                .map(q -> new NodeAnswer.Answered(Buffer.buffer("re: " + q)))
                                .toList());
    }

    @Test
    void tells_that_there_is_no_such_node() {
        assertThat(ask("nobody-" + UUID.randomUUID(), "hello")).isEqualTo(new NodeAnswer.Gone());
        assertThat(ask("", "hello")).isEqualTo(new NodeAnswer.Gone());
        assertThat(ask("a b", "hello")).isEqualTo(new NodeAnswer.Gone());
    }

    @Test
    void leaves_open_what_a_living_node_did_that_does_not_answer() {
        String paused = "paused-" + UUID.randomUUID();
        leases.renew(paused, Duration.ofSeconds(30)).await().atMost(PATIENCE);
        assertThat(ask(paused, "hello")).isEqualTo(new NodeAnswer.Unanswered());
        assertThat(ask(HERE, "hello")).isEqualTo(new NodeAnswer.Unanswered());
    }

    @Test
    void works_again_after_the_connections_were_lost() {
        redis.send(Request.cmd(Command.CLIENT).arg("KILL").arg("TYPE").arg("pubsub"))
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> ask(THERE, "again") instanceof NodeAnswer.Answered);
    }

    @Test
    void refuses_when_too_many_are_open() {
        List<NodeAnswer> answers =
                Uni.join()
                        .all(
                                IntStream.range(0, config.nodeCallsAtOnce() + 10)
                                        .mapToObj(i -> asking.ask(HERE, Buffer.buffer("?")))
                                        .toList())
                        .andFailFast()
                        .await()
                        .atMost(PATIENCE);
        assertThat(answers).filteredOn(a -> a instanceof NodeAnswer.Refused).hasSize(10);
    }

    private NodeAnswer ask(String node, String question) {
        return asking.ask(node, Buffer.buffer(question)).await().atMost(PATIENCE);
    }
}
