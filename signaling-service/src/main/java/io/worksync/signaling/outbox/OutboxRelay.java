package io.worksync.signaling.outbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Sends stored events to Kafka, in order, each at least once; one instance at a time.
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final URI SOURCE = URI.create("/worksync/signaling-service");
    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtext('outbox')) as held";
    private static final String NEXT =
            "select id, event_id, type, key, payload, at from outbox order by id limit $1";
    private static final String REMOVE = "delete from outbox where id = any($1)";

    private final Pool pool;
    private final MutinyEmitter<String> kafka;
    private final OutboxConfig config;

    OutboxRelay(Pool pool, @Channel("meetings") MutinyEmitter<String> kafka, OutboxConfig config) {
        this.pool = pool;
        this.kafka = kafka;
        this.config = config;
    }

    @Scheduled(
            every = "${worksync.outbox.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> relay() {
        return pool.withTransaction(this::relayNext)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warn("Events wait for Kafka", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> relayNext(SqlConnection transaction) {
        return transaction
                .query(LOCK)
                .execute()
                .chain(
                        rows ->
                                rows.iterator().next().getBoolean("held")
                                        ? send(transaction)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> send(SqlConnection transaction) {
        return transaction
                .preparedQuery(NEXT)
                .execute(Tuple.of(config.batch()))
                .map(OutboxRelay::listed)
                .call(this::sendAll)
                .chain(rows -> remove(transaction, rows));
    }

    private Uni<Void> sendAll(List<Row> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> kafka.sendMessage(message(row)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> remove(SqlConnection transaction, List<Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] ids = rows.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
        return transaction.preparedQuery(REMOVE).execute(Tuple.of(ids)).replaceWithVoid();
    }

    private static Message<String> message(Row row) {
        OutgoingCloudEventMetadata<Object> event =
                OutgoingCloudEventMetadata.builder()
                        .withId(row.getUUID("event_id").toString())
                        .withType(row.getString("type"))
                        .withSource(SOURCE)
                        .withTimestamp(row.getOffsetDateTime("at").toZonedDateTime())
                        .withDataContentType("application/json")
                        .build();
        OutgoingKafkaRecordMetadata<String> record =
                OutgoingKafkaRecordMetadata.<String>builder().withKey(row.getString("key")).build();
        return Message.of(row.getString("payload"), Metadata.of(event, record));
    }

    private static List<Row> listed(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
