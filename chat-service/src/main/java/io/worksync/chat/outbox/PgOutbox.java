package io.worksync.chat.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.outbox.Announcement.KafkaRecord;
import io.worksync.chat.outbox.Announcement.Numbering;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.operations.tracing.Tracing;
import io.worksync.realtime.Control;
import io.worksync.realtime.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes announcements into the outbox, within the transaction of what they announce.
///
/// Counter rows are locked in one order for all (the channel, then people by id), so that
/// transactions never wait for each other in a circle.
@ApplicationScoped
class PgOutbox {

    private static final String COLUMNS =
            "(event_id, topic, position, type, at, data, control, kafka_topic, kafka_key, kafka_value,"
                    + " traceparent)";
    private static final String VALUES =
            "CAST(:event AS uuid), CAST(:topic AS text), %s, CAST(:type AS text),"
                    + " CAST(:at AS timestamptz), CAST(:data AS text), CAST(:control AS text),"
                    + " CAST(:kafkaTopic AS text), CAST(:kafkaKey AS text), CAST(:kafkaValue AS text),"
                    + " CAST(:traceparent AS text)";
    private static final String NUMBERED =
            "WITH counter AS (UPDATE %s SET last_event = last_event + 1 WHERE id = :owner RETURNING"
                    + " last_event) INSERT INTO outbox "
                    + COLUMNS
                    + " SELECT "
                    + VALUES.formatted("last_event")
                    + " FROM counter RETURNING position";
    private static final String IN_CHANNEL = NUMBERED.formatted("channels");
    private static final String TO_USER = NUMBERED.formatted("users");
    private static final String UNNUMBERED =
            "INSERT INTO outbox "
                    + COLUMNS
                    + " SELECT "
                    + VALUES.formatted("CAST(NULL AS bigint)")
                    + " RETURNING position";
    private static final Comparator<Announcement> LOCK_ORDER =
            Comparator.comparing(Announcement::numbering).thenComparing(Announcement::owner);

    private final ObjectMapper json;
    private final Tracing tracing;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    PgOutbox(ObjectMapper json, Tracing tracing) {
        this.json = json;
        this.tracing = tracing;
    }

    /// Stores them; the result is what is to be published after the commit.
    Uni<List<Pending>> append(PgSession session, List<Announcement> announcements) {
        return Multi.createFrom()
                .items(announcements.stream().sorted(LOCK_ORDER))
                .onItem()
                .transformToUniAndConcatenate(announcement -> append(session, announcement))
                .collect()
                .asList();
    }

    private Uni<Pending> append(PgSession session, Announcement announcement) {
        UUID eventId = ids.generate();
        String data = text(announcement.event());
        KafkaRecord kafka = announcement.kafka();
        String traceparent = tracing.kept();
        var query =
                session.hibernate()
                        .createNativeQuery(statement(announcement.numbering()), Long.class)
                        .setParameter("event", eventId)
                        .setParameter("topic", announcement.topic().toString())
                        .setParameter("type", EventTypes.of(announcement.event()))
                        .setParameter("at", announcement.event().at())
                        .setParameter("data", data)
                        .setParameter("control", ControlText.write(announcement.control()))
                        .setParameter("kafkaTopic", kafka == null ? null : kafka.topic())
                        .setParameter("kafkaKey", kafka == null ? null : kafka.key())
                        .setParameter("kafkaValue", kafka == null ? null : value(kafka))
                        .setParameter("traceparent", traceparent);
        if (announcement.numbering() != Numbering.NONE) {
            query.setParameter("owner", announcement.owner());
        }
        return query.getSingleResult()
                .map(position -> pending(announcement, eventId, data, position))
                .map(pending -> pending.traced(traceparent));
    }

    private static String statement(Numbering numbering) {
        return switch (numbering) {
            case CHANNEL -> IN_CHANNEL;
            case USER -> TO_USER;
            case NONE -> UNNUMBERED;
        };
    }

    private static Pending pending(
            Announcement announcement, UUID eventId, String data, @Nullable Long position) {
        return new Pending(
                announcement.topic(), publication(data, announcement.control(), position, eventId));
    }

    /// Numbered ones are known again by their number, others by their event's id.
    static Publication publication(
            String data, @Nullable Control control, @Nullable Long position, UUID eventId) {
        return new Publication(
                data, control, position, position == null ? eventId.toString() : null);
    }

    private @Nullable String value(KafkaRecord record) {
        return record.value() == null ? null : text(record.value());
    }

    private String text(Object value) {
        try {
            return value instanceof TopicEvent event
                    ? json.writerFor(TopicEvent.class).writeValueAsString(event)
                    : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
