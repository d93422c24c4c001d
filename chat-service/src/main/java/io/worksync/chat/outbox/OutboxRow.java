package io.worksync.chat.outbox;

import io.vertx.mutiny.sqlclient.Row;
import io.worksync.realtime.Committed;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A committed event that has yet to reach its topic or Kafka.
record OutboxRow(
        long id,
        UUID eventId,
        Topic topic,
        @Nullable Long position,
        String type,
        Instant at,
        String data,
        @Nullable String control,
        @Nullable String kafkaTopic,
        @Nullable String kafkaKey,
        @Nullable String kafkaValue,
        @Nullable String traceparent) {

    static final String COLUMNS =
            "id, event_id, topic, position, type, at, data, control, kafka_topic, kafka_key, kafka_value,"
                    + " traceparent";

    static OutboxRow of(Row row) {
        return new OutboxRow(
                row.getLong("id"),
                row.getUUID("event_id"),
                Topic.parse(row.getString("topic")),
                row.getLong("position"),
                row.getString("type"),
                row.get(OffsetDateTime.class, "at").toInstant(),
                row.getString("data"),
                row.getString("control"),
                row.getString("kafka_topic"),
                row.getString("kafka_key"),
                row.getString("kafka_value"),
                row.getString("traceparent"));
    }

    Publication publication() {
        return PgOutbox.publication(data, ControlText.read(control), position, eventId)
                .committed(new Committed(at.toEpochMilli()))
                .traced(traceparent);
    }
}
