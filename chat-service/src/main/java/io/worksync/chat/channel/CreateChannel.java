package io.worksync.chat.channel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.channel.PgChannels.NewChannel;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.membership.PgMyChannels;
import io.worksync.chat.membership.PgRoster;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.page.Bodies;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Opens a public or private channel that its creator owns.
@ApplicationScoped
class CreateChannel {

    private final Announcer announcer;
    private final PgChannels channels;
    private final PgRoster roster;
    private final PgMyChannels mine;
    private final ChannelTexts texts;
    private final Clock clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    CreateChannel(
            Announcer announcer,
            PgChannels channels,
            PgRoster roster,
            PgMyChannels mine,
            ChannelTexts texts,
            Clock clock) {
        this.announcer = announcer;
        this.channels = channels;
        this.roster = roster;
        this.mine = mine;
        this.texts = texts;
        this.clock = clock;
    }

    /// What a caller says of the new channel.
    @Schema(name = "NewChannel")
    record Body(@Nullable String name, @Nullable ChannelKind kind, @Nullable String purpose) {}

    Uni<MyChannel> create(User creator, @Nullable Body body) {
        NewChannel channel = accepted(creator, Bodies.required("body", body));
        return announcer.commit(
                session ->
                        channels.insert(session, channel)
                                .chain(() -> founded(session, channel, creator)));
    }

    private Uni<Announced<MyChannel>> founded(PgSession session, NewChannel channel, User creator) {
        ChannelRef ref = new ChannelRef(channel.id(), channel.kind(), channel.name());
        return roster.enrol(session, ref, List.of(creator), MemberRole.OWNER)
                .chain(
                        announcements ->
                                mine.one(session, creator.id(), channel.id())
                                        .map(created -> new Announced<>(created, announcements)));
    }

    private NewChannel accepted(User creator, Body body) {
        if (creator.role() == UserRole.GUEST) {
            throw Refusal.forbidden("Guests create no channels");
        }
        ChannelKind kind = Bodies.required("kind", body.kind());
        if (kind == ChannelKind.DIRECT) {
            throw Refusal.badRequest("kind", "This is public or private");
        }
        return new NewChannel(
                new ChannelId(ids.generate()),
                kind,
                texts.name(body.name()),
                texts.purpose(body.purpose()),
                clock.instant(),
                creator.id(),
                null);
    }
}
