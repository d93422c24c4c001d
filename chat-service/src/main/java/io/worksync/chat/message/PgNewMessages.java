package io.worksync.chat.message;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.worksync.chat.message.NewMessage.Outcome;
import io.worksync.chat.outbox.Announcement;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.event.KafkaTopics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Stores messages, one or many, in one statement, which is one transaction and one round trip.
///
/// For each it checks the membership and keeps it until the commit, takes the next `seq` and event
/// number from the channel's row, and writes the message, its mentions, the author's read position
/// and the outbox row. Where the author is no member, the thread is not there or the message is
/// known, it writes nothing of it. Memberships are locked before channels, and channels by id, as
/// everywhere.
@ApplicationScoped
class PgNewMessages {

    private static final String APPEND =
            """
            WITH draft AS MATERIALIZED (
              SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[],
                $7::timestamptz[], $8::text[], $9::boolean[], $10::boolean[], $11::text[], $12::uuid[], $13::text[],
                $14::text[], $15::text[], $16::text[])
                WITH ORDINALITY AS d (id, channel, author, client_id, text, thread, at, mentioned, mentions_channel,
                  mentions_here, called, event, topic, head, tail, trace, n)
            ), member AS MATERIALIZED (
              SELECT channel_id, user_id FROM memberships
              WHERE (channel_id, user_id) IN (SELECT channel, author FROM draft) FOR KEY SHARE%1$s
            ), place AS MATERIALIZED (
              SELECT id FROM channels WHERE id IN (SELECT channel_id FROM member) ORDER BY id FOR NO KEY UPDATE%1$s
            ), judged AS MATERIALIZED (
              SELECT d.n, d.channel, place.id IS NOT NULL AS is_member,
                EXISTS (SELECT 1 FROM messages x WHERE x.channel_id = d.channel AND x.author_id = d.author
                  AND x.client_id = d.client_id) AS is_known,
                d.thread IS NULL OR EXISTS (SELECT 1 FROM messages x WHERE x.id = d.thread
                  AND x.channel_id = d.channel AND x.thread_id IS NULL) AS has_thread
              FROM draft d LEFT JOIN member ON member.channel_id = d.channel AND member.user_id = d.author
                LEFT JOIN place ON place.id = member.channel_id
            ), accepted AS MATERIALIZED (
              SELECT n, channel, row_number() OVER (PARTITION BY channel ORDER BY n) AS nth FROM judged
              WHERE is_member AND NOT is_known AND has_thread
            ), counter AS (
              UPDATE channels SET last_seq = last_seq + more.size, last_event = last_event + more.size
              FROM (SELECT channel, max(nth) AS size FROM accepted GROUP BY channel) more WHERE id = more.channel
              RETURNING id, last_seq - more.size AS seq, last_event - more.size AS event
            ), numbered AS MATERIALIZED (
              SELECT d.*, counter.seq + accepted.nth AS seq, counter.event + accepted.nth AS position
              FROM accepted JOIN draft d USING (n) JOIN counter ON counter.id = d.channel
            ), message AS (
              INSERT INTO messages (id, channel_id, seq, author_id, client_id, text, thread_id, created_at, mentioned,
                mentions_channel, mentions_here)
              SELECT id, channel, seq, author, client_id, text, thread, at, mentioned, mentions_channel, mentions_here
              FROM numbered
            ), mention AS (
              INSERT INTO mentions (channel_id, user_id, seq)
              SELECT channel, person::uuid, seq FROM numbered, unnest(string_to_array(called, ',')) AS person
            ), receipt AS (
              UPDATE memberships SET read_seq = latest.seq
              FROM (SELECT channel, author, max(seq) AS seq FROM numbered GROUP BY channel, author) latest
              WHERE channel_id = latest.channel AND user_id = latest.author
            ), announced AS (
              INSERT INTO outbox (event_id, topic, position, type, at, data, kafka_topic, kafka_key,
                traceparent)
              SELECT event, topic, position, 'message.created', at, head || seq || tail, '%2$s', channel::text, trace
              FROM numbered ORDER BY n
            )
            SELECT judged.n, is_member, is_known, seq, position FROM judged LEFT JOIN numbered USING (n)
            """;
    private static final String ONE = APPEND.formatted("", KafkaTopics.MESSAGES);
    private static final String MANY = APPEND.formatted(" SKIP LOCKED", KafkaTopics.MESSAGES);

    private final Pool pool;

    PgNewMessages(Pool pool) {
        this.pool = pool;
    }

    /// Appends a message, waiting for whoever works on its channel just now. Fails with a duplicate
    /// where the same message is being stored elsewhere at this moment.
    Future<Outcome> append(NewMessage message) {
        return execute(ONE, List.of(message))
                .map(
                        rows -> {
                            Row row = rows.getFirst();
                            Outcome appended = appended(message, row);
                            return appended == null ? refused(row) : appended;
                        });
    }

    /// Appends several, each with a key of its own, and waits for nobody: an outcome of null says
    /// that its message was left out, and has to be appended by itself.
    Future<List<@Nullable Outcome>> appendAll(List<NewMessage> messages) {
        return execute(MANY, messages)
                .map(
                        rows -> {
                            @Nullable Outcome[] outcomes = new @Nullable Outcome[messages.size()];
                            for (Row row : rows) {
                                int at = (int) (row.getLong(0) - 1);
                                outcomes[at] = appended(messages.get(at), row);
                            }
                            return Arrays.asList(outcomes);
                        });
    }

    private Future<List<Row>> execute(String statement, List<NewMessage> messages) {
        return pool.preparedQuery(statement)
                .execute(parameters(messages))
                .map(
                        rows -> {
                            List<Row> list = new ArrayList<>(messages.size());
                            rows.forEach(list::add);
                            return list;
                        });
    }

    private static @Nullable Outcome appended(NewMessage message, Row row) {
        Long seq = row.getLong(3);
        return seq == null ? null : message.appended(seq, row.getLong(4));
    }

    private static Outcome refused(Row row) {
        if (!row.getBoolean(1)) {
            return new Outcome.NotMember();
        }
        return row.getBoolean(2) ? new Outcome.Known() : new Outcome.NoSuchThread();
    }

    private static Tuple parameters(List<NewMessage> messages) {
        return Tuple.tuple()
                .addArrayOfUUID(uuids(messages, message -> message.id().value()))
                .addArrayOfUUID(uuids(messages, message -> message.channelId().value()))
                .addArrayOfUUID(uuids(messages, message -> message.authorId().value()))
                .addArrayOfString(texts(messages, Message::clientId))
                .addArrayOfString(texts(messages, Message::text))
                .addArrayOfUUID(uuids(messages, PgNewMessages::thread))
                .addArrayOfOffsetDateTime(
                        messages.stream()
                                .map(each -> each.draft().createdAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(messages, each -> MessageRow.joined(each.mentions())))
                .addArrayOfBoolean(flags(messages, each -> each.mentions().channel()))
                .addArrayOfBoolean(flags(messages, each -> each.mentions().here()))
                .addArrayOfString(texts(messages, each -> PgMentions.called(each.mentions())))
                .addArrayOfUUID(messages.stream().map(NewMessage::eventId).toArray(UUID[]::new))
                .addArrayOfString(
                        texts(
                                messages,
                                each -> Announcement.channelTopic(each.channelId()).toString()))
                .addArrayOfString(messages.stream().map(NewMessage::head).toArray(String[]::new))
                .addArrayOfString(messages.stream().map(NewMessage::tail).toArray(String[]::new))
                .addArrayOfString(traceparents(messages));
    }

    private static @Nullable String[] traceparents(List<NewMessage> messages) {
        @Nullable String[] traceparents = new @Nullable String[messages.size()];
        Arrays.setAll(traceparents, i -> messages.get(i).traceparent());
        return traceparents;
    }

    private static @Nullable UUID thread(Message message) {
        return message.threadId() == null ? null : message.threadId().value();
    }

    private static @Nullable UUID[] uuids(
            List<NewMessage> messages, Function<Message, @Nullable UUID> field) {
        return messages.stream().map(NewMessage::draft).map(field).toArray(UUID[]::new);
    }

    private static String[] texts(List<NewMessage> messages, Function<Message, String> field) {
        return messages.stream().map(NewMessage::draft).map(field).toArray(String[]::new);
    }

    private static Boolean[] flags(List<NewMessage> messages, Function<Message, Boolean> field) {
        return messages.stream().map(NewMessage::draft).map(field).toArray(Boolean[]::new);
    }
}
