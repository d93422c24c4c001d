package io.worksync.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.PublishResult.Appended;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Topics, their clients and the nodes on a Redis Cluster that is whole.
class OnAClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Vertx vertx;
    private static RedisCluster cluster;
    private static ClusterClient client;

    private final List<Topic> topics =
            IntStream.range(0, 60).mapToObj(i -> Topic.of("channel", UUID.randomUUID())).toList();

    @BeforeAll
    static void start() throws IOException {
        vertx = Vertx.vertx();
        cluster = RedisCluster.start(vertx);
        client = new ClusterClient(vertx, cluster);
        await().atMost(PATIENCE).until(client.fanout::isConnected);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        cluster.close();
        vertx.close();
    }

    @Test
    void topics_of_every_shard_are_received_each_publication_once() {
        topics.forEach(OnAClusterTest::subscribe);
        assertThat(cluster.masters())
                .allSatisfy(
                        master ->
                                assertThat(master.ask("PUBSUB", "SHARDCHANNELS"))
                                        .contains("worksync:topic:"));
        topics.forEach(topic -> publish(topic, "{\"n\":1}"));
        topics.forEach(topic -> publish(topic, "{\"n\":2}"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(topics)
                                        .allSatisfy(
                                                topic ->
                                                        assertThat(client.dataOn(topic))
                                                                .containsExactly(
                                                                        "{\"n\":1}", "{\"n\":2}")));
    }

    @Test
    void a_topic_given_up_is_received_no_more_and_wanted_again_it_is() {
        Topic topic = topics.getFirst();
        Topic other = topics.getLast();
        subscribe(topic);
        subscribe(other);
        client.fanout.unsubscribe(topic);
        client.fanout.unsubscribe(other);
        subscribe(other);
        publish(topic, "{}");
        publish(other, "{}");
        await().atMost(PATIENCE).until(() -> !client.dataOn(other).isEmpty());
        assertThat(client.dataOn(topic)).isEmpty();
        assertThat(cluster.master(topic).ask("PUBSUB", "SHARDNUMSUB", channel(topic)))
                .contains("0");
    }

    @Test
    void publications_are_numbered_recovered_and_published_once_on_every_shard() {
        for (Topic topic : topics) {
            Position before = now(client.streams.top(topic));
            publish(topic, Publication.of("{\"n\":1}").withSequence(1L).withKey("k"));
            publish(topic, Publication.of("{\"n\":1}").withSequence(1L).withKey("k"));
            Appended last = (Appended) publish(topic, Publication.of("{\"n\":2}").withSequence(2L));
            assertThat(last.position()).isEqualTo(new Position(before.epoch(), 2));
            assertThat(((Recovery.Whole) now(client.streams.recover(topic, before))).missed())
                    .extracting(Delivered::data)
                    .containsExactly("{\"n\":1}", "{\"n\":2}");
            assertThat(now(client.publisher.restart(topic, 2, 2L))).isTrue();
        }
    }

    @Test
    void who_is_in_a_topic_is_known_and_announced() {
        Topic board = Topic.of("board", UUID.randomUUID());
        subscribe(board);
        ClientInfo aisha = new ClientInfo("aisha", "c-1", "{}");
        now(client.clients.join(board, aisha));
        assertThat(now(client.clients.renew(board, List.of("c-1", "c-2")))).containsExactly("c-2");
        assertThat(now(client.clients.list(board, 10))).containsExactly(aisha);
        now(client.clients.leave(board, aisha));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(client.delivered)
                                        .filteredOn(each -> each.topic().equals(board))
                                        .extracting(each -> each.label().kind())
                                        .containsExactly(Label.Kind.JOIN, Label.Kind.LEAVE));
    }

    @Test
    void it_is_known_which_of_many_nodes_are_alive() {
        List<String> nodes = IntStream.range(0, 20).mapToObj(i -> "node-" + i).toList();
        List<String> alive = nodes.subList(5, 15);
        alive.forEach(node -> now(client.leases.renew(node, Duration.ofMinutes(1))));
        assertThat(now(client.leases.alive(nodes))).containsExactlyInAnyOrderElementsOf(alive);
    }

    @Test
    void nodes_answer_each_other_in_the_order_of_the_questions() {
        List<String> heard = new ArrayList<>();
        NodeCalls asking = client.node();
        NodeCalls answering = client.node();
        asking.serve("asking", question -> Uni.createFrom().nothing());
        answering.serve(
                "answering",
                question -> {
                    heard.add(question.toString());
                    return Uni.createFrom().item(question);
                });
        Buffer hello = Buffer.buffer("hello");
        await().atMost(PATIENCE)
                .until(() -> now(asking.ask("answering", hello)) instanceof NodeAnswer.Answered);
        heard.clear();
        List<String> questions = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        List<Uni<NodeAnswer>> asked =
                questions.stream()
                        .map(each -> asking.ask("answering", Buffer.buffer(each)))
                        .toList();
        assertThat(now(Uni.join().all(asked).andFailFast()))
                .allMatch(NodeAnswer.Answered.class::isInstance);
        assertThat(heard).isEqualTo(questions);
        assertThat(now(asking.ask("nobody", hello))).isEqualTo(new NodeAnswer.Gone());
        asking.leave();
        answering.leave();
    }

    @Test
    void a_topic_whose_slot_moves_is_received_on_and_compared() {
        Topic topic = topics.getFirst();
        subscribe(topic);
        publish(topic, "{\"n\":1}");
        RedisCluster.Node from = cluster.master(topic);
        RedisCluster.Node to = otherThan(from);
        cluster.move(topic, from, to);
        await().atMost(PATIENCE).until(() -> client.reconnected.contains(Set.of(topic)));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> publish(topic, "{\"n\":2}") != null);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(client.dataOn(topic))
                                        .containsExactly("{\"n\":1}", "{\"n\":2}"));
        cluster.move(topic, to, from);
    }

    @Test
    void a_topic_is_received_that_is_first_wanted_after_its_slot_moved() {
        Topic topic = topics.getFirst();
        RedisCluster.Node from = cluster.master(topic);
        RedisCluster.Node to = otherThan(from);
        cluster.move(topic, from, to);
        subscribe(topic);
        publish(topic, "{}");
        await().atMost(PATIENCE).until(() -> client.dataOn(topic).size() == 1);
        cluster.move(topic, to, from);
    }

    private static RedisCluster.Node otherThan(RedisCluster.Node node) {
        return cluster.masters().stream().filter(each -> each != node).findFirst().orElseThrow();
    }

    private static String channel(Topic topic) {
        return TopicKeys.pubSubChannel(topic);
    }

    private static void subscribe(Topic topic) {
        now(client.fanout.subscribe(topic));
    }

    private static PublishResult publish(Topic topic, String data) {
        return publish(topic, Publication.of(data));
    }

    private static PublishResult publish(Topic topic, Publication publication) {
        return now(client.publisher.publish(topic, publication));
    }

    private static <T> T now(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
