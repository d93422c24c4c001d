package io.worksync.chat.receipt;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.membership.PgMyChannels;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.page.Bodies;
import io.worksync.chat.receipt.PgReads.Direction;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.Read;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Remembers how far somebody has read, and tells their other devices.
///
/// The position moves forward only, so late and repeated calls do no harm; back it moves where the
/// caller insists ("mark as unread").
@ApplicationScoped
class MarkRead {

    private final Announcer announcer;
    private final PgAccess accesses;
    private final PgReads reads;
    private final PgMyChannels mine;
    private final Clock clock;

    MarkRead(
            Announcer announcer, PgAccess accesses, PgReads reads, PgMyChannels mine, Clock clock) {
        this.announcer = announcer;
        this.accesses = accesses;
        this.reads = reads;
        this.mine = mine;
        this.clock = clock;
    }

    /// The last message read, and whether to go back to it.
    @Schema(name = "ReadMark")
    record Body(@Nullable Long seq, @Nullable Boolean force) {}

    Uni<Void> mark(User reader, ChannelId channel, @Nullable Body body) {
        Body mark = Bodies.required("body", body);
        long seq = Bodies.required("seq", mark.seq());
        Direction direction =
                Boolean.TRUE.equals(mark.force()) ? Direction.ANYWHERE : Direction.FORWARD;
        return announcer.commit(
                session ->
                        accesses.lock(session, reader, channel)
                                .invoke(access -> permitted(access, seq))
                                .chain(
                                        () ->
                                                reads.move(
                                                        session,
                                                        channel,
                                                        reader.id(),
                                                        seq,
                                                        direction))
                                .chain(
                                        moved ->
                                                moved
                                                        ? said(session, reader, channel)
                                                        : nothing()));
    }

    private static void permitted(Access access, long seq) {
        access.reading();
        if (seq < 0 || seq > access.lastSeq()) {
            throw Refusal.badRequest("seq", "The channel has no message of this seq");
        }
    }

    private static Uni<Announced<Void>> nothing() {
        return Uni.createFrom().item(new Announced<>(null, List.of()));
    }

    private Uni<Announced<Void>> said(PgSession session, User reader, ChannelId channel) {
        return mine.one(session, reader.id(), channel)
                .map(state -> Announcement.toUser(reader.id(), updated(state)))
                .map(announcement -> new Announced<>(null, List.of(announcement)));
    }

    private TopicEvent updated(MyChannel state) {
        return new TopicEvent.ReadUpdated(
                clock.instant(),
                new Read(state.id(), state.readSeq(), state.unread(), state.mentions()));
    }
}
