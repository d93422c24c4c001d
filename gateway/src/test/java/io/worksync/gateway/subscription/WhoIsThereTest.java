package io.worksync.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.support.SocketClient;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicClients;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WhoIsThereTest extends RunningGateway {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject TopicClients clients;
    @Inject Redis redis;

    private final String board = topic("board");

    @Test
    void those_who_are_there_are_listed_and_counted() {
        SocketClient rahim = on(board, "rahim");
        SocketClient phone = on(board, "rahim");
        SocketClient aisha = on(board, "aisha");
        rahim.send("{\"id\":9,\"presence\":{\"channel\":\"" + board + "\"}}");
        JsonNode present = rahim.reply(9).path("presence").path("presence");
        assertThat(present.size()).isEqualTo(3);
        assertThat(present)
                .extracting(info -> info.path("user").asText())
                .containsExactlyInAnyOrder(idOf("rahim"), idOf("rahim"), idOf("aisha"));
        present.properties()
                .forEach(
                        entry ->
                                assertThat(entry.getValue().path("client").asText())
                                        .isEqualTo(entry.getKey()));
        aisha.send("{\"id\":9,\"presence_stats\":{\"channel\":\"" + board + "\"}}");
        JsonNode stats = aisha.reply(9).path("presence_stats");
        assertThat(stats.path("num_clients").asInt()).isEqualTo(3);
        assertThat(stats.path("num_users").asInt()).isEqualTo(2);
        assertThat(phone.isOpen()).isTrue();
    }

    @Test
    void others_are_told_of_whoever_joins_and_leaves() {
        SocketClient rahim = on(board, "rahim");
        JsonNode self = rahim.push(board, "join").path("info");
        assertThat(self.path("user").asText()).isEqualTo(idOf("rahim"));
        SocketClient aisha = on(board, "aisha");
        JsonNode joined = rahim.push(board, "join").path("info");
        assertThat(joined.path("user").asText()).isEqualTo(idOf("aisha"));
        assertThat(joined.path("conn_info").path("username").asText()).isEqualTo("aisha");
        aisha.abort();
        assertThat(rahim.push(board, "leave").path("info")).isEqualTo(joined);
        SocketClient mina = on(board, "mina");
        rahim.push(board, "join");
        mina.send("{\"id\":3,\"unsubscribe\":{\"channel\":\"" + board + "\"}}");
        assertThat(rahim.push(board, "leave").path("info").path("user").asText())
                .isEqualTo(idOf("mina"));
    }

    /// As a node leaves them behind that was killed.
    @Test
    void whose_lease_has_ended_has_left() {
        SocketClient rahim = on(board, "rahim");
        ClientInfo ghost = new ClientInfo("ghost", "ghost-1", null);
        clients.join(Topic.parse(board), ghost).await().atMost(PATIENCE);
        assertThat(joinOf(rahim, "ghost").path("client").asText()).isEqualTo("ghost-1");
        endLease("ghost-1");
        assertThat(leaveOf(rahim, "ghost").path("client").asText()).isEqualTo("ghost-1");
        assertThat(present()).extracting(ClientInfo::user).containsExactly(idOf("rahim"));
    }

    /// As a node does that was paused: its renewal comes when the lease has ended.
    @Test
    void a_late_renewal_brings_nobody_back() {
        ClientInfo ghost = new ClientInfo("ghost", "ghost-1", null);
        Topic topic = Topic.parse(board);
        clients.join(topic, ghost).await().atMost(PATIENCE);
        assertThat(renew("ghost-1")).isEmpty();
        assertThat(present()).containsExactly(ghost);
        endLease("ghost-1");
        assertThat(present()).isEmpty();
        assertThat(renew("ghost-1")).containsExactly("ghost-1");
        assertThat(present()).isEmpty();
    }

    @Test
    void a_client_whose_lease_was_lost_is_told_to_subscribe_again() {
        SocketClient rahim = on(board, "rahim");
        ClientInfo self = present().getFirst();
        endLease(self.client());
        assertThat(rahim.push(board, "unsubscribe").path("code").asInt()).isEqualTo(2500);
        subscribe(rahim, 3, board);
        assertThat(present()).containsExactly(self);
    }

    @Test
    void a_namespace_that_shows_nobody_says_so() {
        String meeting = topic("meeting");
        SocketClient rahim = on(meeting, "rahim");
        rahim.send("{\"id\":9,\"presence\":{\"channel\":\"" + meeting + "\"}}");
        assertThat(rahim.reply(9).path("error").path("code").asInt()).isEqualTo(108);
    }

    private JsonNode joinOf(SocketClient client, String user) {
        return of(client, "join", user);
    }

    private JsonNode leaveOf(SocketClient client, String user) {
        return of(client, "leave", user);
    }

    private static JsonNode of(SocketClient client, String kind, String user) {
        return client.await(
                        kind + " of " + user,
                        m ->
                                m.path("push")
                                        .path(kind)
                                        .path("info")
                                        .path("user")
                                        .asText()
                                        .equals(user))
                .path("push")
                .path(kind)
                .path("info");
    }

    private List<ClientInfo> present() {
        return clients.list(Topic.parse(board), 100).await().atMost(PATIENCE);
    }

    private List<String> renew(String client) {
        return clients.renew(Topic.parse(board), List.of(client)).await().atMost(PATIENCE);
    }

    private void endLease(String client) {
        Request past =
                Request.cmd(Command.ZADD)
                        .arg("worksync:{" + board + "}:leases")
                        .arg("XX")
                        .arg("1")
                        .arg(client);
        redis.send(past).await().atMost(PATIENCE);
    }

    private SocketClient on(String topic, String user) {
        SocketClient client = connected(user);
        subscribe(client, 2, topic);
        return client;
    }

    private static void subscribe(SocketClient client, int id, String topic) {
        client.send("{\"id\":" + id + ",\"subscribe\":{\"channel\":\"" + topic + "\"}}");
        JsonNode reply = client.reply(id);
        assertThat(reply.has("subscribe")).as(reply.toString()).isTrue();
    }
}
