package io.worksync.chat.outbox;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.RAHIM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.chat.TopicReader;
import io.worksync.realtime.Topic;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Commits as a process makes them that dies before it publishes.
@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class WhatACrashLeftTest {

    @Inject Pool database;
    @Inject TopicReader topics;

    private String channel;
    private Topic topic;

    @BeforeEach
    void rahim_has_a_channel() {
        channel = RAHIM.creates("private");
        topic = TopicReader.channel(channel);
    }

    @Test
    void is_published_by_the_relay() {
        commitsWithoutPublishing(database, channel, "one");
        commitsWithoutPublishing(database, channel, "two");

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(topics.createdSeqs(topic)).containsExactly(1, 2));
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(waiting(channel)).isZero());
    }

    @Test
    void comes_before_what_is_sent_next() {
        commitsWithoutPublishing(database, channel, "one");
        commitsWithoutPublishing(database, channel, "two");
        RAHIM.says(channel, "three");

        await().atMost(60, SECONDS)
                .untilAsserted(
                        () -> assertThat(topics.createdSeqs(topic)).containsExactly(1, 2, 3));
    }

    @Test
    void is_found_though_later_rows_were_committed_before_it() {
        String other = AISHA.creates("private");
        SqlConnection slow = database.getConnectionAndAwait();
        Transaction open = slow.beginAndAwait();
        commitsWithoutPublishing(slow, channel, "late");
        AISHA.says(other, "early");
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(waiting(other)).isZero());

        open.commitAndAwait();
        slow.closeAndAwait();

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(topics.createdSeqs(topic)).containsExactly(1));
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(waiting(channel)).isZero());
    }

    private long waiting(String channelId) {
        return database.preparedQuery("SELECT count(*) FROM outbox WHERE topic = $1")
                .executeAndAwait(Tuple.of("channel:" + channelId))
                .iterator()
                .next()
                .getLong(0);
    }

    private static void commitsWithoutPublishing(SqlClient client, String channelId, String text) {
        UUID id = UUID.randomUUID();
        client.preparedQuery(
                        """
                        WITH counter AS (
                          UPDATE channels SET last_seq = last_seq + 1, last_event = last_event + 1
                          WHERE id = $1 RETURNING last_seq, last_event
                        ), message AS (
                          INSERT INTO messages (id, channel_id, seq, author_id, client_id, text, created_at)
                          SELECT $2, $1, last_seq, $3, $4, $4, now() FROM counter
                        )
                        INSERT INTO outbox (event_id, topic, position, type, at, data, kafka_topic, kafka_key)
                        SELECT $2, 'channel:' || $5, last_event, 'message.created', now(),
                          $6 || last_seq || $7, 'worksync.chat.messages', $5 FROM counter
                        """)
                .executeAndAwait(
                        Tuple.from(
                                List.of(
                                        UUID.fromString(channelId),
                                        id,
                                        UUID.fromString(RAHIM.id()),
                                        text,
                                        channelId,
                                        head(id, channelId),
                                        tail(text))));
    }

    private static String head(UUID id, String channelId) {
        return """
        {"type":"message.created","at":"2026-01-01T00:00:00Z","message":{"id":"%s","channelId":"%s","seq":"""
                .formatted(id, channelId);
    }

    private static String tail(String text) {
        return """
        ,"authorId":"%s","text":"%s","clientId":"%s","createdAt":"2026-01-01T00:00:00Z","version":1,\
        "reactions":[],"attachments":[],"mentions":{"userIds":[],"channel":false,"here":false}}}"""
                .formatted(RAHIM.id(), text, text);
    }
}
