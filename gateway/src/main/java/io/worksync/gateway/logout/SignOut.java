package io.worksync.gateway.logout;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.Tenant;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.logout.LogoutToken.Unacceptable;
import io.worksync.gateway.revocation.RevokeAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Ends a sign-in that the identity provider says is over.
///
/// Signature, issuer, audience and expiry are checked by the OIDC tenant `logout-tokens`; what
/// makes a logout token of it, and that it comes for the first time, here.
@ApplicationScoped
class SignOut {

    private static final Pattern SIGNED =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final TenantIdentityProvider tokens;
    private final RedisLogoutIds ids;
    private final RevokeAccess revokeAccess;
    private final LogoutConfig config;
    private final Clock clock;

    SignOut(
            @Tenant("logout-tokens") TenantIdentityProvider tokens,
            RedisLogoutIds ids,
            RevokeAccess revokeAccess,
            LogoutConfig config,
            Clock clock) {
        this.tokens = tokens;
        this.ids = ids;
        this.revokeAccess = revokeAccess;
        this.config = config;
        this.clock = clock;
    }

    /// Fails with [Unacceptable], or with a [Refusal] of 503 where it is to be sent again.
    Uni<Void> signOut(String logoutToken) {
        if (!SIGNED.matcher(logoutToken).matches()) {
            return Uni.createFrom().failure(new Unacceptable("not a signed token"));
        }
        return Uni.createFrom()
                .deferred(() -> tokens.authenticate(new AccessTokenCredential(logoutToken)))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .transform(SignOut::refusal)
                .map(this::logout)
                .call(token -> ids.takeFirst(token.id()))
                .chain(token -> revokeAccess.revoke(token.revocation(), "signed out"));
    }

    private LogoutToken logout(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return LogoutToken.of(token, config, clock.instant());
        }
        throw new Unacceptable("not a token of the provider");
    }

    private static Throwable refusal(Throwable failure) {
        return failure instanceof AuthenticationFailedException
                ? new Unacceptable("not a valid token of the provider")
                : Refusal.unavailable("Tokens cannot be verified now", RETRY);
    }
}
