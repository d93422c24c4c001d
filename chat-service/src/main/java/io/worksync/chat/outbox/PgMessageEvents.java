package io.worksync.chat.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts together what Kafka's consumers need to know of a message besides the message.
///
/// Looked up when a batch is sent and not when each message is: sending has better things to do.
@ApplicationScoped
class PgMessageEvents {

    private static final String CHANNELS =
            "SELECT c.id, c.kind, c.name,"
                    + " CASE WHEN c.kind = 'DIRECT' THEN ARRAY(SELECT m.user_id FROM memberships m"
                    + " WHERE m.channel_id = c.id ORDER BY m.user_id) END AS people"
                    + " FROM channels c WHERE c.id = ANY($1)";
    private static final String AUTHORS =
            "SELECT id, username, display_name, role FROM users WHERE id = ANY($1)";

    private static final String CHANNEL_ID = "channelId";
    private static final String AUTHOR_ID = "authorId";

    private final ObjectMapper json;

    PgMessageEvents(ObjectMapper json) {
        this.json = json;
    }

    /// The Kafka values of the rows, in their order.
    Uni<List<String>> values(PgConnection connection, List<OutboxRow> rows) {
        List<@Nullable JsonNode> messages = rows.stream().map(this::message).toList();
        List<JsonNode> incomplete = messages.stream().filter(Objects::nonNull).toList();
        if (incomplete.isEmpty()) {
            return Uni.createFrom().item(values(rows, messages, Map.of(), Map.of()));
        }
        UUID[] channelIds = ids(incomplete, CHANNEL_ID);
        UUID[] authorIds = ids(incomplete, AUTHOR_ID);
        return query(connection, CHANNELS, channelIds)
                .chain(
                        channels ->
                                query(connection, AUTHORS, authorIds)
                                        .map(
                                                users ->
                                                        values(
                                                                rows,
                                                                messages,
                                                                channels(channels),
                                                                users(users))));
    }

    private List<String> values(
            List<OutboxRow> rows,
            List<@Nullable JsonNode> messages,
            Map<UUID, Place> places,
            Map<UUID, User> users) {
        String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode message = messages.get(i);
            String stored = rows.get(i).kafkaValue();
            values[i] =
                    message == null
                            ? Objects.requireNonNull(stored)
                            : value(
                                    message,
                                    Objects.requireNonNull(places.get(id(message, CHANNEL_ID))),
                                    Objects.requireNonNull(users.get(id(message, AUTHOR_ID))));
        }
        return Arrays.asList(values);
    }

    /// A [MessageEvent] as JSON, with the message as it was published: nothing of it is read.
    private String value(JsonNode message, Place place, User author) {
        try {
            ObjectNode event = json.createObjectNode();
            event.set("message", message);
            event.set("channel", json.valueToTree(place.channel()));
            event.set("author", json.valueToTree(author));
            event.set("directMemberIds", json.valueToTree(place.people()));
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The message of a row whose Kafka value is yet to be put together.
    private @Nullable JsonNode message(OutboxRow row) {
        if (row.kafkaValue() != null) {
            return null;
        }
        try {
            return json.readTree(row.data()).get("message");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UUID[] ids(List<JsonNode> messages, String field) {
        return messages.stream().map(each -> id(each, field)).distinct().toArray(UUID[]::new);
    }

    private static UUID id(JsonNode message, String field) {
        return UUID.fromString(message.get(field).asText());
    }

    private static Uni<RowSet<Row>> query(PgConnection connection, String sql, UUID[] ids) {
        return connection.preparedQuery(sql).execute(Tuple.tuple().addArrayOfUUID(ids));
    }

    private static Map<UUID, Place> channels(RowSet<Row> rows) {
        Map<UUID, Place> places = new HashMap<>();
        for (Row row : rows) {
            UUID[] people = row.getArrayOfUUIDs("people");
            places.put(
                    row.getUUID("id"),
                    new Place(
                            new ChannelRef(
                                    new ChannelId(row.getUUID("id")),
                                    ChannelKind.valueOf(row.getString("kind")),
                                    row.getString("name")),
                            people == null
                                    ? null
                                    : Arrays.stream(people).map(UserId::new).toList()));
        }
        return places;
    }

    private static Map<UUID, User> users(RowSet<Row> rows) {
        Map<UUID, User> users = new HashMap<>();
        for (Row row : rows) {
            users.put(
                    row.getUUID("id"),
                    new User(
                            new UserId(row.getUUID("id")),
                            row.getString("username"),
                            row.getString("display_name"),
                            UserRole.valueOf(row.getString("role"))));
        }
        return users;
    }

    private record Place(ChannelRef channel, @Nullable List<UserId> people) {}
}
