package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One transaction is held open after it has taken its place, while later ones commit: nobody who
/// reads on from the last may miss it.
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
            CompletableFuture<Message> held;
            CompletableFuture<Message> behind;
            try (Connection lock = database()) {
                reserveMention(lock, slow.channel(), worksync.idOf("aisha"), 4);
                held = CompletableFuture.supplyAsync(() -> slow.say("rahim", 1, "held @aisha"));
                await("the send waits in its transaction")
                        .atMost(SOON)
                        .until(() -> waitingForLocks(lock) > 0);
                behind = CompletableFuture.supplyAsync(() -> slow.say("aisha", 2, "behind it"));
                for (int i = 0; i < 10; i++) {
                    quick.say("rahim", 2, "in another channel " + i);
                }
                quick.assertWhole(SOON);
                assertThat(held).isNotDone();
                lock.rollback();
            }
            assertThat(held.join().seq()).isEqualTo(4);
            assertThat(behind.join().seq()).isEqualTo(5);
            slow.say("rahim", 1, "after it");
            slow.assertWhole(SOON);
            await("aisha is notified of the one that was held")
                    .atMost(SOON)
                    .until(() -> isNotified(held.join().id()));
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

    /// Whoever mentions this user in the channel's next message waits for this transaction's end.
    private static void reserveMention(Connection lock, String channel, String user, long seq)
            throws SQLException {
        try (PreparedStatement insert =
                lock.prepareStatement(
                        "INSERT INTO mentions (channel_id, user_id, seq) VALUES (?, ?, ?)")) {
            insert.setObject(1, UUID.fromString(channel));
            insert.setObject(2, UUID.fromString(user));
            insert.setLong(3, seq);
            insert.executeUpdate();
        }
    }

    private static long waitingForLocks(Connection lock) throws SQLException {
        try (Statement query = lock.createStatement();
                var rows =
                        query.executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
                                        + " 'Lock' AND application_name LIKE 'chat-service%'")) {
            rows.next();
            return rows.getLong(1);
        }
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
