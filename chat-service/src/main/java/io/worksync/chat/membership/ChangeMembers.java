package io.worksync.chat.membership;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.user.PgUsers;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Lets people join, add others, leave, and remove others.
@ApplicationScoped
class ChangeMembers {

    private final Announcer announcer;
    private final PgAccess accesses;
    private final PgUsers users;
    private final PgRoster roster;

    ChangeMembers(Announcer announcer, PgAccess accesses, PgUsers users, PgRoster roster) {
        this.announcer = announcer;
        this.accesses = accesses;
        this.users = users;
        this.roster = roster;
    }

    /// Joins a public channel, or adds somebody to a channel that the caller is in.
    Uni<Void> add(User caller, ChannelId channel, UserId person) {
        return announcer.commit(
                session ->
                        accesses.lock(session, caller, channel)
                                .map(access -> permittedToAdd(access, person))
                                .chain(access -> add(session, access, person))
                                .map(ChangeMembers::announced));
    }

    private Uni<List<Announcement>> add(PgSession session, Access access, UserId person) {
        return person(session, access.user(), person)
                .chain(
                        user ->
                                roster.enrol(
                                        session,
                                        access.channel(),
                                        List.of(user),
                                        MemberRole.MEMBER));
    }

    private static Access permittedToAdd(Access access, UserId person) {
        access.visible();
        keepsItsPeople(access);
        if (!access.user().id().equals(person)) {
            access.acting();
            if (access.user().role() == UserRole.GUEST) {
                throw Refusal.forbidden("Guests add nobody");
            }
        }
        return access;
    }

    /// Leaves a channel, or removes somebody from one of the caller's own.
    Uni<Void> remove(User caller, ChannelId channel, UserId person) {
        return announcer.commit(
                session ->
                        accesses.lockBoth(session, channel, caller.id(), person)
                                .chain(() -> accesses.find(session, caller, channel))
                                .map(access -> permittedToRemove(access, person))
                                .chain(access -> remove(session, access, person))
                                .map(ChangeMembers::announced));
    }

    private Uni<List<Announcement>> remove(PgSession session, Access access, UserId person) {
        return person(session, access.user(), person)
                .chain(user -> roster.dismiss(session, access.channel(), user));
    }

    private static Access permittedToRemove(Access access, UserId person) {
        access.visible();
        keepsItsPeople(access);
        return access.user().id().equals(person) ? access.reading() : access.moderating();
    }

    private static void keepsItsPeople(Access access) {
        if (access.channel().kind() == ChannelKind.DIRECT) {
            throw Refusal.forbidden("The people of a direct channel do not change");
        }
    }

    private Uni<User> person(PgSession session, User caller, UserId person) {
        return users.visible(session, caller, List.of(person)).map(ChangeMembers::only);
    }

    private static User only(List<User> found) {
        if (found.isEmpty()) {
            throw Refusal.notFound();
        }
        return found.getFirst();
    }

    private static Announced<Void> announced(List<Announcement> announcements) {
        return new Announced<>(null, announcements);
    }
}
