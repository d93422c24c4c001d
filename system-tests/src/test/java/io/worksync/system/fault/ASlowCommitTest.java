package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Json;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One transaction is held open after it has taken its place, while later ones commit: nobody who
/// reads on from the last may miss it. The test itself is the instance of chat-service that
/// is slow.
@ExtendWith(RunningWorkSync.class)
class ASlowCommitTest {

    private static final Duration SOON = Duration.ofSeconds(45);

    private final WorkSync worksync = WorkSync.running();

    @Test
    void is_skipped_by_no_socket_and_no_notification() throws Exception {
        try (Talk slow = new Talk(worksync, "slow", List.of("aisha"));
                Talk quick = new Talk(worksync, "quick", List.of("aisha"))) {
            slow.device("aisha", 1);
            slow.device("aisha", 2);
            quick.device("aisha", 2);
            slow.sayMany(3, 1);
            Message held;
            CompletableFuture<Message> behind;
            try (Connection slowInstance = database()) {
                held = store(slowInstance, slow, "rahim", "aisha");
                behind = CompletableFuture.supplyAsync(() -> slow.say("aisha", 2, "behind it"));
                for (int i = 0; i < 10; i++) {
                    quick.say("rahim", 2, "in another channel " + i);
                }
                quick.assertWhole(SOON);
                assertThat(behind).as("the next in the channel waits").isNotDone();
                slowInstance.commit();
            }
            slow.stored("rahim", held);
            assertThat(behind.join().seq()).isEqualTo(held.seq() + 1);
            slow.say("rahim", 1, "after it");
            slow.assertWhole(SOON);
            await("aisha is notified of the one that was held")
                    .atMost(SOON)
                    .until(() -> isNotified(held.id()));
        }
    }

    /// What chat-service does for a message, but for the commit.
    private Message store(Connection database, Talk talk, String author, String called)
            throws SQLException {
        JsonNode last =
                worksync.as(author)
                        .get("/api/chat/v1/channels/" + talk.channel() + "/messages?limit=1")
                        .expect(200)
                        .json()
                        .path("items")
                        .path(0);
        String id = UUID.randomUUID().toString();
        UUID channel = UUID.fromString(talk.channel());
        long event = nextEvent(database, channel);
        ObjectNode message = last.deepCopy();
        message.put("id", id).put("clientId", id).put("text", "held @" + called);
        message.put("seq", last.path("seq").asLong() + 1);
        message.putObject("mentions")
                .put("channel", false)
                .put("here", false)
                .putArray("userIds")
                .add(worksync.idOf(called));
        ObjectNode created = Json.object().put("type", "message.created");
        created.put("at", last.path("createdAt").asText()).set("message", message);
        execute(
                database,
                "INSERT INTO messages (id, channel_id, seq, author_id, client_id, text, created_at,"
                        + " mentioned) VALUES (?, ?, ?, ?, ?, ?, now(), ?)",
                UUID.fromString(id),
                channel,
                message.path("seq").asLong(),
                UUID.fromString(worksync.idOf(author)),
                id,
                "held @" + called,
                worksync.idOf(called));
        execute(
                database,
                "INSERT INTO outbox (event_id, topic, position, type, at, data, kafka_topic,"
                        + " kafka_key) VALUES (?, ?, ?, 'message.created', now(), ?,"
                        + " 'worksync.chat.messages', ?)",
                UUID.randomUUID(),
                talk.topic(),
                event,
                Json.write(created),
                talk.channel());
        return Message.of(message);
    }

    private static long nextEvent(Connection database, UUID channel) throws SQLException {
        try (PreparedStatement update =
                database.prepareStatement(
                        "UPDATE channels SET last_seq = last_seq + 1, last_event = last_event + 1"
                                + " WHERE id = ? RETURNING last_event")) {
            update.setObject(1, channel);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void execute(Connection database, String statement, Object... values)
            throws SQLException {
        try (PreparedStatement prepared = database.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    private Connection database() throws SQLException {
        Connection connection =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + worksync.postgresPort() + "/chat",
                        "chat",
                        worksync.secret("postgres.role.chat.password"));
        connection.setAutoCommit(false);
        return connection;
    }

    private boolean isNotified(String messageId) {
        JsonNode page =
                worksync.as("aisha")
                        .get("/api/notifications/v1/notifications?limit=50")
                        .expect(200)
                        .json();
        for (JsonNode notification : page.path("items")) {
            if (notification.path("messageId").asText().equals(messageId)) {
                return true;
            }
        }
        return false;
    }
}
