package io.worksync.signaling.meeting;

import io.vertx.mutiny.sqlclient.Row;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Recording;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads rows of meetings, participations and the lobby.
final class PgRows {

    private PgRows() {}

    /// The meeting without anybody in it.
    static LiveMeeting empty(Row row) {
        Room room = Room.of(facts(row), settings(row)).at(row.getLong("version"));
        Instant startedAt = instant(row, "started_at");
        Instant endedAt = instant(row, "ended_at");
        if (endedAt != null) {
            return new Over(room, startedAt, endedAt);
        }
        return startedAt == null ? new Scheduled(room) : new Ongoing(room, startedAt, List.of());
    }

    /// As others see it, with the number of participants beside it.
    static Meeting meeting(Row row) {
        Room room = Room.of(facts(row), settings(row)).at(row.getLong("version"));
        return room.toMeeting(
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getInteger("participants"));
    }

    static Seat seat(Row row) {
        return new Seat(
                new ParticipantId(row.getUUID("id")),
                new UserId(row.getUUID("user_id")),
                row.getString("display_name"),
                row.getString("device_name"),
                MeetingRole.valueOf(upper(row.getString("role"))),
                new Seat.Media(
                        row.getBoolean("audio"),
                        row.getBoolean("video"),
                        row.getBoolean("screen"),
                        row.getBoolean("hand")),
                row.getOffsetDateTime("joined_at").toInstant(),
                row.getString("resume_hash"));
    }

    static Guest guest(Row row) {
        return new Guest(
                new ParticipantId(row.getUUID("id")),
                new UserId(row.getUUID("user_id")),
                row.getString("display_name"),
                row.getString("device_name"),
                new Seat.Media(row.getBoolean("audio"), row.getBoolean("video"), false, false),
                row.getOffsetDateTime("waiting_since").toInstant(),
                row.getString("resume_hash"),
                row.getBoolean("admitted"));
    }

    static <T> List<T> list(Iterable<Row> rows, Function<Row, T> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static MeetingFacts facts(Row row) {
        UUID channel = row.getUUID("channel_id");
        return new MeetingFacts(
                new MeetingId(row.getUUID("id")),
                channel == null ? null : new ChannelId(channel),
                new UserId(row.getUUID("host_id")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("join_code"),
                row.getBoolean("e2ee"));
    }

    private static Settings settings(Row row) {
        UUID recorder = row.getUUID("recorded_by");
        return new Settings(
                row.getString("title"),
                instant(row, "scheduled_for"),
                row.getBoolean("locked"),
                row.getBoolean("lobby"),
                row.getBoolean("relay_only"),
                MediaPlaneKind.valueOf(upper(row.getString("media_plane"))),
                recorder == null
                        ? null
                        : new Recording(
                                new UserId(recorder),
                                row.getOffsetDateTime("recorded_since").toInstant()));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
