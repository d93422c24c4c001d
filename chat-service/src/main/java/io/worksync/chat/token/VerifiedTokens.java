package io.worksync.chat.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.worksync.chat.ChatConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Remembers whom a token names once its signature and claims were verified, until it expires.
///
/// A token's text says everything that is verified, so the same text is as good the second time;
/// only the clock goes on, and is looked at each time. Looked at before the mechanism that verifies
/// takes the token apart, which costs more than a lookup.
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism, SecurityIdentityAugmentor {

    private static final int BEFORE_VERIFYING = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 1000;
    private static final String BEARER = "Bearer ";

    private final Cache<String, SecurityIdentity> verified;
    private final Clock clock;
    private final Counter hits;

    VerifiedTokens(ChatConfig config, Clock clock, MeterRegistry metrics) {
        this.verified = Caffeine.newBuilder().maximumSize(config.tokens().maxRemembered()).build();
        this.clock = clock;
        this.hits = metrics.counter("worksync_chat_tokens_remembered");
    }

    @Override
    public int getPriority() {
        return BEFORE_VERIFYING;
    }

    /// Whom the token names, or nothing where it has yet to be verified.
    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return Uni.createFrom()
                .item(
                        header != null && header.startsWith(BEARER)
                                ? remembered(header.substring(BEARER.length()))
                                : null);
    }

    /// What to say to whom it does not know is the business of the mechanism that verifies.
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    private @Nullable SecurityIdentity remembered(String token) {
        SecurityIdentity identity = verified.getIfPresent(token);
        if (identity == null || !isGood(identity)) {
            return null;
        }
        hits.increment();
        return identity;
    }

    /// Called with each identity that was established by verifying.
    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        if (credential != null && isGood(identity)) {
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
