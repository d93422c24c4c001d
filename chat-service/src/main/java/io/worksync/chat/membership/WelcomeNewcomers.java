package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.user.Newcomers;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

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
    private final Roster roster;
    private final Clock clock;

    WelcomeNewcomers(Announcer announcer, Roster roster, Clock clock) {
        this.announcer = announcer;
        this.roster = roster;
        this.clock = clock;
    }

    @Override
    public Uni<Void> welcome(User user) {
        MemberRole role = user.role() == UserRole.ADMIN ? MemberRole.OWNER : MemberRole.MEMBER;
        return announcer.commit(
                session ->
                        roster.enrol(session, GENERAL, List.of(user), role)
                                .call(() -> remember(session, user))
                                .map(WelcomeNewcomers::announced));
    }

    private Uni<Integer> remember(StatelessSession session, User user) {
        return session.createNativeQuery("UPDATE users SET welcomed_at = :now WHERE id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", user.id().value())
                .executeUpdate();
    }

    private static Announced<Void> announced(List<Announcement> announcements) {
        return new Announced<>(null, announcements);
    }
}
