package io.worksync.signaling.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;

/// Stores events for Kafka in the transaction of the fact that they tell of.
@ApplicationScoped
public class Outbox {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();
    private static final String ADD =
            "insert into outbox (event_id, type, key, payload, at) values ($1, $2, $3, $4, $5)";

    private final ObjectMapper mapper;
    private final Clock clock;

    Outbox(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /// Adds an event of this type; events of one key reach Kafka in the order of their facts.
    public Uni<Void> add(SqlConnection transaction, String type, Object key, Object payload) {
        return transaction
                .preparedQuery(ADD)
                .execute(
                        Tuple.of(
                                IDS.generate(),
                                type,
                                key.toString(),
                                json(payload),
                                clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private String json(Object payload) {
        try {
            return mapper.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
