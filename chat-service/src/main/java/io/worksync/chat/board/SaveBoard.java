package io.worksync.chat.board;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.page.Bodies;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Keeps a board as one of its editors has it.
///
/// An editor names the version that their snapshot includes. Where another one was saved meanwhile
/// theirs is refused, so that nothing is written over: they merge and save again.
@ApplicationScoped
class SaveBoard {

    private final PgTransactions transactions;
    private final PgAccess accesses;
    private final PgBoards boards;
    private final ChatConfig.Boards limits;
    private final Clock clock;

    SaveBoard(
            PgTransactions transactions,
            PgAccess accesses,
            PgBoards boards,
            ChatConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.accesses = accesses;
        this.boards = boards;
        this.limits = config.boards();
        this.clock = clock;
    }

    /// The whole board, and the version that it includes; 0 for a board that was never saved.
    @Schema(name = "BoardSnapshot")
    record Body(@Nullable String snapshot, @Nullable Long version) {}

    /// What a board is after it was saved.
    record SavedBoard(String name, long version, Instant updatedAt, UserId updatedBy) {}

    Uni<SavedBoard> save(User editor, ChannelId channel, BoardName name, @Nullable Body body) {
        Body sent = Bodies.required("body", body);
        Snapshot snapshot =
                Snapshot.of(Bodies.required("snapshot", sent.snapshot()), limits.snapshotBytes());
        PgBoards.Write write =
                new PgBoards.Write(
                        channel, name, snapshot, version(sent), clock.instant(), editor.id());
        return transactions.write(
                session ->
                        accesses.lock(session, editor, channel)
                                .invoke(Access::reading)
                                .chain(() -> written(session, write))
                                .chain(isWritten -> saved(session, write, isWritten)));
    }

    private static long version(Body body) {
        long version = Bodies.required("version", body.version());
        if (version < 0) {
            throw Refusal.badRequest("version", "A version is a whole number from 0");
        }
        return version;
    }

    private Uni<Boolean> written(PgSession session, PgBoards.Write write) {
        return write.version() == 0
                ? boards.create(session, write, limits.perChannel())
                : boards.replace(session, write);
    }

    private Uni<SavedBoard> saved(PgSession session, PgBoards.Write write, boolean isWritten) {
        return isWritten
                ? Uni.createFrom()
                        .item(
                                new SavedBoard(
                                        write.name().value(),
                                        write.version() + 1,
                                        write.at(),
                                        write.by()))
                : boards.version(session, write.channel(), write.name()).map(this::refused);
    }

    private SavedBoard refused(long current) {
        throw Refusal.conflict(
                current == 0
                        ? "A channel has at most " + limits.perChannel() + " boards"
                        : "The board is at version " + current + ": read it, merge and save again");
    }
}
