package io.worksync.chat.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Remembers whom a token names once its signature and claims were verified, until it expires.
///
/// A token's text says everything that is verified, so the same text is as good the second time;
/// only the clock goes on, and is looked at each time.
@ApplicationScoped
class VerifiedTokens
        implements IdentityProvider<TokenAuthenticationRequest>, SecurityIdentityAugmentor {

    /// Providers that say nothing of their place, such as the one that verifies, have 1001.
    private static final int BEFORE_VERIFYING = 2_000;

    private final Cache<String, SecurityIdentity> verified;
    private final Clock clock;
    private final Counter hits;

    VerifiedTokens(ChatConfig config, Clock clock, MeterRegistry metrics) {
        this.verified = Caffeine.newBuilder().maximumSize(config.tokens().maxRemembered()).build();
        this.clock = clock;
        this.hits = metrics.counter("worksync_chat_tokens_remembered");
    }

    @Override
    public int priority() {
        return BEFORE_VERIFYING;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    /// Whom the token names, or nothing where it has yet to be verified.
    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(remembered(request.getToken().getToken()));
    }

    private @Nullable SecurityIdentity remembered(String token) {
        SecurityIdentity identity = verified.getIfPresent(token);
        if (identity == null || !isGood(identity)) {
            return null;
        }
        hits.increment();
        return identity;
    }

    /// Called with each identity that was established, by verifying or from memory.
    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        if (credential != null
                && isGood(identity)
                && verified.getIfPresent(credential.getToken()) == null) {
            verified.put(credential.getToken(), withoutRequest(identity, credential));
        }
        return Uni.createFrom().item(identity);
    }

    private boolean isGood(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && token.getExpirationTime() > clock.instant().getEpochSecond();
    }

    /// An identity may hold on to the request in which it was established.
    private static SecurityIdentity withoutRequest(
            SecurityIdentity identity, AccessTokenCredential credential) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addCredential(new AccessTokenCredential(credential.getToken()))
                .build();
    }
}
