package io.worksync.chat.outbox;

import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.mutiny.pgclient.PgConnection;
import io.worksync.operations.tracing.Tracing;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Sends events to Kafka as CloudEvents 1.0 in the binary mode of their Kafka binding.
///
/// It has Kafka's own client rather than a channel of reactive messaging: a batch is one task for
/// one thread, and not a message with a context of its own for each event.
@ApplicationScoped
class KafkaSender {

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int AFTER_THE_RELAY = 3000;
    private static final Map<String, Object> RELIABLE =
            Map.of(
                    ProducerConfig.ACKS_CONFIG, "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                    ProducerConfig.LINGER_MS_CONFIG, 5,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, 4000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6000,
                    ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2000);

    private final Producer<String, String> producer;
    // asking for a topic's partitions may block, which no event loop may
    private final WorkerExecutor thread;
    private final PgMessageEvents messages;
    private final Tracing tracing;

    KafkaSender(
            Vertx vertx,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            PgMessageEvents messages,
            Tracing tracing) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.putAll(RELIABLE);
        this.producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        this.thread = vertx.createSharedWorkerExecutor("kafka-sender", 1);
        this.messages = messages;
        this.tracing = tracing;
    }

    void close(@Observes @Priority(AFTER_THE_RELAY) ShutdownEvent event) {
        producer.close(CLOSING);
    }

    /// Sends those that go to Kafka, in order, and is done when Kafka has them all.
    Uni<Void> send(PgConnection connection, List<OutboxRow> rows) {
        List<OutboxRow> outgoing = rows.stream().filter(row -> row.kafkaTopic() != null).toList();
        return outgoing.isEmpty()
                ? Uni.createFrom().voidItem()
                : messages.values(connection, outgoing).chain(values -> traced(outgoing, values));
    }

    private Uni<Void> traced(List<OutboxRow> rows, List<String> values) {
        return tracing.around(
                "send to Kafka",
                SpanKind.PRODUCER,
                rows.stream().map(OutboxRow::traceparent),
                () -> UniHelper.toUni(send(rows, values)));
    }

    private Future<Void> send(List<OutboxRow> rows, List<String> values) {
        return thread.executeBlocking(
                        () ->
                                IntStream.range(0, rows.size())
                                        .mapToObj(i -> send(record(rows.get(i), values.get(i))))
                                        .toList())
                .compose(acknowledgements -> Future.join(acknowledgements).mapEmpty());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets what the future would
    private Future<Void> send(ProducerRecord<String, String> record) {
        Promise<Void> acknowledged = Promise.promise();
        producer.send(
                record,
                (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.complete();
                    } else {
                        acknowledged.fail(failure);
                    }
                });
        return acknowledged.future();
    }

    private static ProducerRecord<String, String> record(OutboxRow row, String value) {
        ProducerRecord<String, String> record =
                new ProducerRecord<>(row.kafkaTopic(), row.kafkaKey(), value);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", row.eventId().toString());
        header(record, "ce_source", "/chat-service");
        header(record, "ce_type", row.type());
        header(record, "ce_time", row.at().toString());
        header(record, "content-type", "application/json");
        if (row.traceparent() != null) {
            header(record, "traceparent", row.traceparent());
        }
        return record;
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
