package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.user.Newcomers;
import io.worksync.chat.user.PgUsers;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Puts people into the channel for everybody when they are first seen; who leaves it later is not
/// put in again.
@ApplicationScoped
class WelcomeNewcomers implements Newcomers {

    /// Made by the first migration.
    private static final ChannelRef GENERAL =
            new ChannelRef(
                    ChannelId.fromString("00000000-0000-7000-8000-000000000001"),
                    ChannelKind.PUBLIC,
                    "general");

    private final Announcer announcer;
    private final PgRoster roster;
    private final PgUsers users;

    WelcomeNewcomers(Announcer announcer, PgRoster roster, PgUsers users) {
        this.announcer = announcer;
        this.roster = roster;
        this.users = users;
    }

    @Override
    public Uni<Void> welcome(User user) {
        MemberRole role = user.role() == UserRole.ADMIN ? MemberRole.OWNER : MemberRole.MEMBER;
        return announcer.commit(
                session ->
                        roster.enrol(session, GENERAL, List.of(user), role)
                                .call(() -> users.markWelcomed(session, user))
                                .map(WelcomeNewcomers::announced));
    }

    private static Announced<Void> announced(List<Announcement> announcements) {
        return new Announced<>(null, announcements);
    }
}
