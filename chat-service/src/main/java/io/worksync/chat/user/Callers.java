package io.worksync.chat.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Knows who makes the current request.
///
/// A person who is seen for the first time, or whose token says something new of them, is written
/// into the directory first.
@ApplicationScoped
public class Callers {

    private static final int MAX_REMEMBERED = 20_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final CurrentIdentityAssociation identities;
    private final PgUsers users;
    private final Newcomers newcomers;
    private final Cache<UserId, User> known =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REMEMBERED).build();
    // by the very identity, of which there is one for as long as its token is remembered
    private final Cache<SecurityIdentity, User> read = Caffeine.newBuilder().weakKeys().build();

    Callers(CurrentIdentityAssociation identities, PgUsers users, Newcomers newcomers) {
        this.identities = identities;
        this.users = users;
        this.newcomers = newcomers;
    }

    /// The caller; refused with 403 where the token names no person of the workspace.
    public Uni<User> current() {
        return named().chain(this::known);
    }

    /// Whom the token names, who may not be in the directory yet; refused like [#current()].
    public Uni<User> named() {
        return identities.getDeferredIdentity().map(identity -> read.get(identity, TokenUser::of));
    }

    /// Whether the directory is known to say the same of the person, and to have welcomed them.
    public boolean isKnown(User user) {
        return user.equals(known.getIfPresent(user.id()));
    }

    /// The directory says the same of the person, and has welcomed them: nothing is to be written.
    public void remember(User user) {
        known.put(user.id(), user);
    }

    private Uni<User> known(User user) {
        return isKnown(user)
                ? Uni.createFrom().item(user)
                : users.save(user)
                        .chain(isWelcomed -> isWelcomed ? done() : welcome(user))
                        .invoke(() -> remember(user))
                        .replaceWith(user);
    }

    private Uni<Void> welcome(User user) {
        return user.role() == UserRole.GUEST ? done() : newcomers.welcome(user);
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }
}
