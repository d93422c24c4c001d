package io.worksync.chat.receipt;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;

/// How far people have read, in PostgreSQL.
@ApplicationScoped
class PgReads {

    private static final String FORWARD =
            "UPDATE memberships SET read_seq = :seq WHERE channel_id = :channel AND user_id = :user"
                    + " AND read_seq < :seq";
    private static final String ANYWHERE = FORWARD.replace("read_seq < :seq", "read_seq <> :seq");

    /// Where the position may go.
    enum Direction {
        FORWARD,
        ANYWHERE
    }

    /// Moves it; says whether it was not there, or further, already.
    Uni<Boolean> move(
            PgSession session, ChannelId channel, UserId reader, long seq, Direction direction) {
        return session.hibernate()
                .createNativeQuery(direction == Direction.FORWARD ? FORWARD : ANYWHERE)
                .setParameter("seq", seq)
                .setParameter("channel", channel.value())
                .setParameter("user", reader.value())
                .executeUpdate()
                .map(moved -> moved == 1);
    }
}
