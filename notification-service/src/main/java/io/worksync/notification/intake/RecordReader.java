package io.worksync.notification.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.worksync.notification.problem.Outages;
import io.worksync.operations.tracing.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of CloudEvents from Kafka and has them handled.
///
/// While a dependency is down a record is tried again without end, so nothing is lost and its
/// partition waits. A record that cannot be read, or fails for another reason several times, fails.
@ApplicationScoped
public class RecordReader {

    private static final Logger LOG = Logger.getLogger(RecordReader.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);
    private static final int OTHER_RETRIES = 3;

    private final ObjectMapper json;
    private final Tracing tracing;

    RecordReader(ObjectMapper json, Tracing tracing) {
        this.json = json;
        this.tracing = tracing;
    }

    /// The CloudEvents type of a record, in binary mode a header.
    public static String typeOf(ConsumerRecord<String, String> record) {
        return header(record, "ce_type");
    }

    /// The CloudEvents id of a record; that of a repeated event is the same.
    public static UUID idOf(ConsumerRecord<String, String> record) {
        try {
            return UUID.fromString(header(record, "ce_id"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecord("ce_id is no UUID");
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        String value = optionalHeader(record, name);
        if (value == null) {
            throw new UnreadableRecord("No " + name);
        }
        return value;
    }

    private static @Nullable String optionalHeader(
            ConsumerRecord<String, String> record, String name) {
        @Nullable Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /// When the event happened, by the clock of the service that says so, or else when the record
    /// was written.
    public static Instant timeOf(ConsumerRecord<String, String> record) {
        @Nullable Header time = record.headers().lastHeader("ce_time");
        try {
            return time == null || time.value() == null
                    ? Instant.ofEpochMilli(record.timestamp())
                    : OffsetDateTime.parse(new String(time.value(), StandardCharsets.UTF_8))
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw new UnreadableRecord("ce_time is no time");
        }
    }

    /// Reads the value as `type` and hands it on.
    public <T> Uni<Void> handle(
            ConsumerRecord<String, String> record, Class<T> type, Function<T, Uni<Void>> handler) {
        return tracing.within(
                "process " + record.topic(),
                SpanKind.CONSUMER,
                optionalHeader(record, "traceparent"),
                () -> handled(record, type, handler));
    }

    private <T> Uni<Void> handled(
            ConsumerRecord<String, String> record, Class<T> type, Function<T, Uni<Void>> handler) {
        return Uni.createFrom()
                .item(() -> read(record, type))
                .chain(handler::apply)
                .onFailure(Outages::isOutage)
                .invoke(failure -> LOG.warnf("%s waits: %s", record.topic(), failure))
                .onFailure(Outages::isOutage)
                .retry()
                .withBackOff(FIRST_BACKOFF, MAX_BACKOFF)
                .indefinitely()
                .onFailure(failure -> !(failure instanceof UnreadableRecord))
                .retry()
                .withBackOff(FIRST_BACKOFF, MAX_BACKOFF)
                .atMost(OTHER_RETRIES)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Set aside %s", position(record)));
    }

    private <T> T read(ConsumerRecord<String, String> record, Class<T> type) {
        if (record.value() == null) {
            throw new UnreadableRecord("No value");
        }
        try {
            @Nullable T value = json.readValue(record.value(), type);
            if (value == null) {
                throw new UnreadableRecord("null");
            }
            return value;
        } catch (JacksonException e) {
            // the exception's own message may quote the value
            throw new UnreadableRecord(
                    "Not a " + type.getSimpleName() + ": " + e.getClass().getSimpleName());
        }
    }

    private static String position(ConsumerRecord<String, String> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
