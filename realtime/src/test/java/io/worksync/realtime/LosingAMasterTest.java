package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A master of a Redis Cluster dies by SIGKILL.
class LosingAMasterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private final List<Topic> topics =
            IntStream.range(0, 30).mapToObj(i -> Topic.of("channel", UUID.randomUUID())).toList();
    private RedisCluster cluster;
    private ClusterClient client;

    @AfterEach
    void stop() throws IOException {
        client.close();
        cluster.close();
        vertx.close();
    }

    @Test
    void when_it_is_back_its_topics_are_received_and_compared_and_meanwhile_the_others_are()
            throws IOException, InterruptedException {
        cluster = RedisCluster.start(vertx);
        Set<Topic> lost = subscribeAndKill();
        Topic other = topics.stream().filter(t -> !lost.contains(t)).findFirst().orElseThrow();
        cluster.master(other)
                .ask(
                        "SPUBLISH",
                        TopicKeys.pubSubChannel(other),
                        "e 2 " + Label.NONE.encoded() + "\n{\"meanwhile\":1}");
        await().atMost(PATIENCE).until(() -> client.dataOn(other).contains("{\"meanwhile\":1}"));
        assertThat(client.reconnected).isEmpty();
        cluster.master(lost.iterator().next()).start();
        assertReceivedAgain(lost);
    }

    @Test
    void its_replica_takes_over_and_its_topics_are_received_and_compared()
            throws IOException, InterruptedException {
        cluster = RedisCluster.startWithReplicas(vertx);
        assertReceivedAgain(subscribeAndKill());
    }

    @Test
    void nodes_answer_each_other_again_when_its_replica_has_taken_over()
            throws IOException, InterruptedException {
        cluster = RedisCluster.startWithReplicas(vertx);
        client = new ClusterClient(vertx, cluster);
        NodeCalls asking = client.node();
        NodeCalls answering = client.node();
        asking.serve("asking", question -> Uni.createFrom().nothing());
        answering.serve("answering", question -> Uni.createFrom().item(question));
        await().atMost(PATIENCE).until(() -> isAnswered(asking));
        cluster.master("worksync:to-node:answering").kill();
        await().atMost(PATIENCE).until(() -> !isAnswered(asking));
        await().atMost(PATIENCE).until(() -> isAnswered(asking));
        asking.leave();
        answering.leave();
    }

    private static boolean isAnswered(NodeCalls asking) {
        return asking.ask("answering", Buffer.buffer("?")).await().atMost(PATIENCE)
                instanceof NodeAnswer.Answered;
    }

    /// The topics of the master that is gone.
    private Set<Topic> subscribeAndKill() throws InterruptedException {
        client = new ClusterClient(vertx, cluster);
        topics.forEach(topic -> client.fanout.subscribe(topic).await().atMost(PATIENCE));
        publishAll("{\"n\":1}");
        await().atMost(PATIENCE).until(() -> client.delivered.size() == topics.size());
        RedisCluster.Node master = cluster.master(topics.getFirst());
        master.kill();
        await().atMost(PATIENCE).until(() -> !client.fanout.isConnected());
        return topics.stream()
                .filter(topic -> cluster.master(topic) == master)
                .collect(Collectors.toSet());
    }

    private void assertReceivedAgain(Set<Topic> lost) {
        await().atMost(PATIENCE).until(client.fanout::isConnected);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                client.reconnected.stream()
                                        .flatMap(Collection::stream)
                                        .collect(Collectors.toSet())
                                        .equals(lost));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> publishAll("{\"n\":2}"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(topics)
                                        .allSatisfy(
                                                topic ->
                                                        assertThat(client.dataOn(topic))
                                                                .contains(
                                                                        "{\"n\":1}", "{\"n\":2}")));
    }

    private boolean publishAll(String data) {
        topics.forEach(
                topic ->
                        client.publisher
                                .publish(topic, Publication.of(data).withKey(data))
                                .await()
                                .atMost(PATIENCE));
        return true;
    }
}
