package io.worksync.signaling.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Stores events for Kafka in the transaction of the fact that they tell of.
@ApplicationScoped
public class PgOutbox {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();
    private static final String ADD =
            "insert into outbox (event_id, type, key, payload, at) values ($1, $2, $3, $4, $5)";
    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtext('outbox')) as held";
    private static final String NEXT =
            "select id, event_id, type, key, payload, at from outbox order by id limit $1";
    // ids are taken in order, so their range is how many there are at most, and costs no scan
    private static final String DEPTH =
            "select coalesce(max(id) - min(id) + 1, 0) as depth from outbox";
    private static final String REMOVE = "delete from outbox where id = any($1)";

    private final Pool pool;
    private final ObjectMapper mapper;
    private final OutboxConfig config;
    private final Clock clock;
    private final OutboxMetrics metrics;

    PgOutbox(
            Pool pool,
            ObjectMapper mapper,
            OutboxConfig config,
            Clock clock,
            OutboxMetrics metrics) {
        this.pool = pool;
        this.mapper = mapper;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// An event that waits.
    record Waiting(
            long id, UUID eventId, String type, String key, String payload, OffsetDateTime at) {}

    /// Adds an event of this type; events of one key reach Kafka in the order of their facts.
    public Uni<Void> add(SqlConnection transaction, String type, Object key, Object payload) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(IDS.generate(), type, key.toString(), json(payload), now))
                .replaceWithVoid();
    }

    /// Hands the oldest events to `send` and forgets them once it has completed; does nothing
    /// while another instance does so.
    Uni<Void> forward(Function<List<Waiting>, Uni<Void>> send) {
        return pool.withTransaction(transaction -> forward(transaction, send))
                .ifNoItem()
                .after(config.timeout())
                .fail();
    }

    private Uni<Void> forward(SqlConnection transaction, Function<List<Waiting>, Uni<Void>> send) {
        return transaction
                .query(LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("held"))
                .chain(held -> held ? next(transaction, send) : left());
    }

    private Uni<Void> left() {
        metrics.clear();
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> next(SqlConnection transaction, Function<List<Waiting>, Uni<Void>> send) {
        return transaction
                .preparedQuery(NEXT)
                .execute(Tuple.of(config.batch()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false))
                .map(rows -> rows.map(PgOutbox::waiting).toList())
                .call(events -> measure(transaction, events))
                .call(send::apply)
                .chain(sent -> remove(transaction, sent))
                .invoke(metrics::clear);
    }

    /// How many wait is only asked where they are more than were read.
    private Uni<Void> measure(SqlConnection transaction, List<Waiting> events) {
        Uni<Long> all =
                events.size() < config.batch()
                        ? Uni.createFrom().item((long) events.size())
                        : transaction
                                .query(DEPTH)
                                .execute()
                                .map(rows -> rows.iterator().next().getLong("depth"));
        return all.invoke(depth -> metrics.waiting(events, depth)).replaceWithVoid();
    }

    private static Uni<Void> remove(SqlConnection transaction, List<Waiting> sent) {
        if (sent.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Long[] ids = sent.stream().map(Waiting::id).toArray(Long[]::new);
        return transaction.preparedQuery(REMOVE).execute(Tuple.of(ids)).replaceWithVoid();
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                row.getLong("id"),
                row.getUUID("event_id"),
                row.getString("type"),
                row.getString("key"),
                row.getString("payload"),
                row.getOffsetDateTime("at"));
    }

    private String json(Object payload) {
        try {
            return mapper.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
