package io.worksync.chat.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Pending;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.realtime.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.UUID;

/// Sends a message in one statement, which is one transaction and one round trip.
///
/// It checks the membership and keeps it until the commit, takes the next `seq` and event number
/// from the channel's row, and writes the message, its mentions, the author's read position and the
/// outbox row. Where the author is no member, the thread is not there or the message is known, it
/// writes nothing.
@ApplicationScoped
class PgNewMessages {

    /// Stands in for the `seq` until the statement knows it; quotes in texts are escaped, so no
    /// text can look like it.
    private static final long UNKNOWN_SEQ = -1;

    private static final String PLACEHOLDER = "\"seq\":" + UNKNOWN_SEQ;

    private static final String APPEND =
            """
            WITH membership AS (
              SELECT 1 FROM memberships WHERE channel_id = :channel AND user_id = :author FOR KEY SHARE
            ), known AS (
              SELECT 1 FROM messages WHERE channel_id = :channel AND author_id = :author AND client_id = :clientId
            ), thread AS (
              SELECT 1 FROM messages WHERE id = CAST(:thread AS uuid) AND channel_id = :channel AND thread_id IS NULL
            ), counter AS (
              UPDATE channels SET last_seq = last_seq + 1, last_event = last_event + 1
              WHERE id = :channel AND EXISTS (SELECT 1 FROM membership) AND NOT EXISTS (SELECT 1 FROM known)
                AND (CAST(:thread AS uuid) IS NULL OR EXISTS (SELECT 1 FROM thread))
              RETURNING last_seq, last_event
            ), message AS (
              INSERT INTO messages (id, channel_id, seq, author_id, client_id, text, thread_id, created_at,
                mentioned, mentions_channel, mentions_here)
              SELECT CAST(:id AS uuid), CAST(:channel AS uuid), last_seq, CAST(:author AS uuid),
                CAST(:clientId AS text), CAST(:text AS text), CAST(:thread AS uuid), CAST(:now AS timestamptz),
                CAST(:mentioned AS text), CAST(:mentionsChannel AS boolean), CAST(:mentionsHere AS boolean)
              FROM counter
            ), called AS (
              INSERT INTO mentions (channel_id, user_id, seq)
              SELECT CAST(:channel AS uuid), CAST(person AS uuid), last_seq
              FROM counter, unnest(string_to_array(:called, ',')) AS person
            ), read AS (
              UPDATE memberships SET read_seq = last_seq FROM counter
              WHERE channel_id = :channel AND user_id = :author
            ), announced AS (
              INSERT INTO outbox (event_id, topic, position, type, at, data, kafka_topic, kafka_key)
              SELECT CAST(:event AS uuid), CAST(:topic AS text), last_event, 'message.created',
                CAST(:now AS timestamptz), CAST(:head AS text) || last_seq || CAST(:tail AS text),
                CAST(:kafkaTopic AS text), CAST(:kafkaKey AS text)
              FROM counter
            )
            SELECT EXISTS (SELECT 1 FROM membership) AS is_member, EXISTS (SELECT 1 FROM known) AS is_known,
              (SELECT last_seq FROM counter) AS seq, (SELECT last_event FROM counter) AS position
            """;

    private final ObjectWriter events;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    PgNewMessages(ObjectMapper json) {
        this.events = json.writerFor(TopicEvent.class);
    }

    /// What became of a message.
    sealed interface Outcome {

        record Appended(Message message, Pending pending) implements Outcome {}

        /// The author has sent one with this client id before.
        record Known() implements Outcome {}

        record NotMember() implements Outcome {}

        record NoSuchThread() implements Outcome {}
    }

    /// Appends the message; its `seq` is not known yet, whatever it says.
    Uni<Outcome> append(PgSession session, Message draft) {
        Event event = event(withSeq(draft, UNKNOWN_SEQ));
        UUID thread = draft.threadId() == null ? null : draft.threadId().value();
        return session.hibernate()
                .createNativeQuery(APPEND, Tuple.class)
                .setParameter("id", draft.id().value())
                .setParameter("channel", draft.channelId().value())
                .setParameter("author", draft.authorId().value())
                .setParameter("clientId", draft.clientId())
                .setParameter("text", draft.text())
                .setParameter("thread", thread)
                .setParameter("now", draft.createdAt())
                .setParameter("mentioned", MessageRow.joined(draft.mentions()))
                .setParameter("mentionsChannel", draft.mentions().channel())
                .setParameter("mentionsHere", draft.mentions().here())
                .setParameter("called", PgMentions.called(draft.mentions()))
                .setParameter("event", ids.generate())
                .setParameter("topic", Announcement.channelTopic(draft.channelId()).toString())
                .setParameter("head", event.head())
                .setParameter("tail", event.tail())
                .setParameter("kafkaTopic", KafkaTopics.MESSAGES)
                .setParameter("kafkaKey", draft.channelId().toString())
                .getSingleResult()
                .map(row -> outcome(draft, event, new PgFields(row)));
    }

    private static Outcome outcome(Message draft, Event event, PgFields row) {
        Long seq = row.nullableNumber("seq");
        if (seq != null) {
            Publication publication =
                    Publication.of(event.withSeq(seq)).withSequence(row.number("position"));
            return new Outcome.Appended(
                    withSeq(draft, seq),
                    new Pending(Announcement.channelTopic(draft.channelId()), publication));
        }
        if (!row.flag("is_member")) {
            return new Outcome.NotMember();
        }
        return row.flag("is_known") ? new Outcome.Known() : new Outcome.NoSuchThread();
    }

    private Event event(Message message) {
        try {
            String json =
                    events.writeValueAsString(
                            new TopicEvent.MessageCreated(message.createdAt(), message));
            int at = json.indexOf(PLACEHOLDER) + PLACEHOLDER.length();
            String unknown = Long.toString(UNKNOWN_SEQ);
            return new Event(json.substring(0, at - unknown.length()), json.substring(at));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Message withSeq(Message draft, long seq) {
        return new Message(
                draft.id(),
                draft.channelId(),
                seq,
                draft.authorId(),
                draft.text(),
                draft.clientId(),
                draft.threadId(),
                draft.createdAt(),
                draft.editedAt(),
                draft.deletedAt(),
                draft.version(),
                draft.reactions(),
                draft.attachments(),
                draft.mentions());
    }

    /// An event's JSON before and after its `seq`.
    private record Event(String head, String tail) {

        String withSeq(long seq) {
            return head + seq + tail;
        }
    }
}
