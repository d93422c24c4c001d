package io.worksync.chat.channel;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.membership.PgMyChannels;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.page.Bodies;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Lets owners give a channel another name or purpose.
@ApplicationScoped
class ChangeChannel {

    private final Announcer announcer;
    private final PgAccess accesses;
    private final PgChannels channels;
    private final PgMyChannels mine;
    private final ChannelTexts texts;
    private final Clock clock;

    ChangeChannel(
            Announcer announcer,
            PgAccess accesses,
            PgChannels channels,
            PgMyChannels mine,
            ChannelTexts texts,
            Clock clock) {
        this.announcer = announcer;
        this.accesses = accesses;
        this.channels = channels;
        this.mine = mine;
        this.texts = texts;
        this.clock = clock;
    }

    /// What is to change; what is left out stays, and an empty purpose takes it away.
    @Schema(name = "ChannelChange")
    record Body(@Nullable String name, @Nullable String purpose) {}

    Uni<MyChannel> change(User caller, ChannelId channel, @Nullable Body body) {
        Body change = checked(Bodies.required("body", body));
        return announcer.commit(
                session ->
                        accesses.lock(session, caller, channel)
                                .invoke(ChangeChannel::permitted)
                                .chain(() -> mine.one(session, caller.id(), channel))
                                .call(before -> rename(session, before, change))
                                .chain(before -> changed(session, caller, before)));
    }

    private Body checked(Body body) {
        texts.purpose(body.purpose());
        return new Body(body.name() == null ? null : texts.name(body.name()), body.purpose());
    }

    private static void permitted(Access access) {
        access.moderating();
        if (access.channel().kind() == ChannelKind.DIRECT) {
            throw Refusal.forbidden("A direct channel has no name of its own");
        }
    }

    private Uni<Integer> rename(PgSession session, MyChannel before, Body change) {
        String name = change.name() == null ? Objects.requireNonNull(before.name()) : change.name();
        String purpose =
                change.purpose() == null ? before.purpose() : texts.purpose(change.purpose());
        return channels.rename(session, before.id(), name, purpose);
    }

    private Uni<Announced<MyChannel>> changed(PgSession session, User caller, MyChannel before) {
        return mine.one(session, caller.id(), before.id())
                .map(after -> new Announced<>(after, announcements(before, after)));
    }

    private List<Announcement> announcements(MyChannel before, MyChannel after) {
        boolean isSame =
                Objects.equals(before.name(), after.name())
                        && Objects.equals(before.purpose(), after.purpose());
        return isSame
                ? List.of()
                : List.of(
                        Announcement.inChannel(
                                after.id(),
                                new TopicEvent.ChannelUpdated(
                                        clock.instant(), PgChannels.shared(after))));
    }
}
