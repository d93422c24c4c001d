package io.worksync.signaling.meeting;

import io.vertx.mutiny.sqlclient.Row;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MeetingRole;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads rows of meetings and participations.
final class PgRows {

    private PgRows() {}

    static MeetingFacts facts(Row row) {
        UUID channel = row.getUUID("channel_id");
        return new MeetingFacts(
                new MeetingId(row.getUUID("id")),
                row.getString("title"),
                channel == null ? null : new ChannelId(channel),
                new UserId(row.getUUID("host_id")),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getString("join_code"));
    }

    static @Nullable Instant endedAt(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("ended_at");
        return at == null ? null : at.toInstant();
    }

    /// What a participant showed is not kept; its device tells again.
    static Seat seat(Row row) {
        return new Seat(
                new ParticipantId(row.getUUID("id")),
                new UserId(row.getUUID("user_id")),
                row.getString("display_name"),
                row.getString("device_name"),
                MeetingRole.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Seat.Media.OFF,
                row.getOffsetDateTime("joined_at").toInstant());
    }

    static <T> List<T> list(Iterable<Row> rows, Function<Row, T> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
