package io.worksync.chat.board;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgFields;
import io.worksync.chat.database.PgSession;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Boards in PostgreSQL.
@ApplicationScoped
class PgBoards {

    // encode() breaks its lines
    private static final String FIND =
            "SELECT translate(encode(snapshot, 'base64'), chr(10), '') AS snapshot,"
                    + " version AS version, updated_at AS updated_at, updated_by AS updated_by"
                    + " FROM boards WHERE channel_id = :channel AND name = :name";
    private static final String VERSION =
            "SELECT coalesce(max(version), 0) FROM boards WHERE channel_id = :channel"
                    + " AND name = :name";
    // so that the boards of a channel can be counted
    private static final String LOCK_CHANNEL =
            "SELECT 1 FROM channels WHERE id = :channel FOR NO KEY UPDATE";
    private static final String CREATE =
            "INSERT INTO boards (channel_id, name, version, snapshot, updated_at, updated_by)"
                    + " SELECT :channel, :name, 1, decode(:snapshot, 'base64'), :at, :by"
                    + " WHERE (SELECT count(*) FROM boards WHERE channel_id = :channel) < :max"
                    + " ON CONFLICT (channel_id, name) DO NOTHING";
    private static final String REPLACE =
            "UPDATE boards SET snapshot = decode(:snapshot, 'base64'), version = version + 1,"
                    + " updated_at = :at, updated_by = :by"
                    + " WHERE channel_id = :channel AND name = :name AND version = :version";

    /// A snapshot that goes over a version, and whose it is.
    record Write(
            ChannelId channel,
            BoardName name,
            Snapshot snapshot,
            long version,
            Instant at,
            UserId by) {}

    Uni<@Nullable Board> find(PgSession session, ChannelId channel, BoardName name) {
        return session.hibernate()
                .createNativeQuery(FIND, Tuple.class)
                .setParameter("channel", channel.value())
                .setParameter("name", name.value())
                .getSingleResultOrNull()
                .map(row -> row == null ? null : board(name, new PgFields(row)));
    }

    /// The present version; 0 where there is no such board.
    Uni<Long> version(PgSession session, ChannelId channel, BoardName name) {
        return session.hibernate()
                .createNativeQuery(VERSION, Long.class)
                .setParameter("channel", channel.value())
                .setParameter("name", name.value())
                .getSingleResult();
    }

    /// Inserts it; says whether it did: not where it is there, or the channel has its `max` boards.
    Uni<Boolean> create(PgSession session, Write write, int max) {
        return session.hibernate()
                .createNativeQuery(LOCK_CHANNEL, Integer.class)
                .setParameter("channel", write.channel().value())
                .getSingleResult()
                .chain(
                        () ->
                                session.hibernate()
                                        .createNativeQuery(CREATE)
                                        .setParameter("channel", write.channel().value())
                                        .setParameter("name", write.name().value())
                                        .setParameter("snapshot", write.snapshot().base64())
                                        .setParameter("at", write.at())
                                        .setParameter("by", write.by().value())
                                        .setParameter("max", max)
                                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }

    /// Goes over the version; says whether it was still the present one.
    Uni<Boolean> replace(PgSession session, Write write) {
        return session.hibernate()
                .createNativeQuery(REPLACE)
                .setParameter("channel", write.channel().value())
                .setParameter("name", write.name().value())
                .setParameter("snapshot", write.snapshot().base64())
                .setParameter("version", write.version())
                .setParameter("at", write.at())
                .setParameter("by", write.by().value())
                .executeUpdate()
                .map(updated -> updated == 1);
    }

    private static Board board(BoardName name, PgFields row) {
        return new Board(
                name.value(),
                row.text("snapshot"),
                row.number("version"),
                row.instant("updated_at"),
                new UserId(row.uuid("updated_by")));
    }
}
