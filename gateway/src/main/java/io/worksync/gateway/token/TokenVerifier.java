package io.worksync.gateway.token;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import io.worksync.gateway.token.TokenRefused.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/// Verifies access tokens: signature, issuer, audience, type and expiry, without a call to the
/// identity provider but for its keys.
///
/// Fails with [TokenRefused]; tokens that were revoked are refused too. What does not look like a
/// signed token is refused before anything is asked.
@ApplicationScoped
public class TokenVerifier {

    private static final int MAX_LENGTH = 8192;
    private static final Pattern SIGNED =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TenantIdentityProvider tokens;
    private final Revocations revocations;

    TokenVerifier(TenantIdentityProvider tokens, Revocations revocations) {
        this.tokens = tokens;
        this.revocations = revocations;
    }

    /// The caller whom the token names.
    public Uni<Caller> verify(String token) {
        if (token.length() > MAX_LENGTH || !SIGNED.matcher(token).matches()) {
            return Uni.createFrom().failure(new TokenRefused(Reason.INVALID));
        }
        return Uni.createFrom()
                .deferred(() -> tokens.authenticate(new AccessTokenCredential(token)))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onItem()
                .ifNull()
                .failWith(() -> new TokenRefused(Reason.INVALID))
                .map(identity -> caller(identity, token))
                .invoke(revocations::check)
                .onFailure()
                .transform(TokenVerifier::refusal);
    }

    private static Caller caller(SecurityIdentity identity, String token) {
        if (!(identity.getPrincipal() instanceof JsonWebToken jwt) || jwt.getSubject() == null) {
            throw new TokenRefused(Reason.INVALID);
        }
        UserId user = userId(jwt.getSubject());
        Instant issuedAt = Instant.ofEpochSecond(jwt.getIssuedAtTime());
        return new Caller(
                user,
                signIn(jwt, user, issuedAt),
                issuedAt,
                Instant.ofEpochSecond(jwt.getExpirationTime()),
                token);
    }

    /// A provider that names no sign-in in its tokens knows one for each user.
    private static SignIn signIn(JsonWebToken jwt, UserId user, Instant issuedAt) {
        String id = jwt.getClaim("sid") instanceof String sid ? sid : user.toString();
        Instant at =
                jwt.getClaim("auth_time") instanceof Number seconds
                        ? Instant.ofEpochSecond(seconds.longValue())
                        : issuedAt;
        return new SignIn(id, at);
    }

    private static UserId userId(String subject) {
        try {
            return UserId.fromString(subject);
        } catch (IllegalArgumentException e) {
            throw new TokenRefused(Reason.INVALID);
        }
    }

    private static TokenRefused refusal(Throwable failure) {
        if (failure instanceof TokenRefused refused) {
            return refused;
        }
        if (failure instanceof AuthenticationFailedException) {
            return new TokenRefused(expired(failure) ? Reason.EXPIRED : Reason.INVALID);
        }
        return new TokenRefused(Reason.UNVERIFIABLE);
    }

    /// A token may be wrong in more than its expiry; then a new one would not help.
    private static boolean expired(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return invalid.hasExpired() && invalid.getErrorDetails().size() == 1;
            }
        }
        return false;
    }
}
