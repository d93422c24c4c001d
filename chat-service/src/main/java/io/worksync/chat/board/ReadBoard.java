package io.worksync.chat.board;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/// Reads a board to the members of its channel.
@ApplicationScoped
class ReadBoard {

    private final PgTransactions transactions;
    private final PgAccess accesses;
    private final PgBoards boards;

    ReadBoard(PgTransactions transactions, PgAccess accesses, PgBoards boards) {
        this.transactions = transactions;
        this.accesses = accesses;
        this.boards = boards;
    }

    Uni<Board> read(User reader, ChannelId channel, BoardName name) {
        return transactions.read(
                session ->
                        accesses.find(session, reader, channel)
                                .invoke(Access::reading)
                                .chain(() -> boards.find(session, channel, name))
                                .map(
                                        found ->
                                                Objects.requireNonNullElseGet(
                                                        found, () -> Board.blank(name))));
    }
}
