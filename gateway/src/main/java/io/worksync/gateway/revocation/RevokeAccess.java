package io.worksync.gateway.revocation;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.contracts.session.Revocation;
import io.worksync.gateway.token.RevocationConfig;
import io.worksync.gateway.token.Revocations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Takes tokens back, here at once and on every other node at its next look.
@ApplicationScoped
public class RevokeAccess {

    private static final Logger LOG = Logger.getLogger(RevokeAccess.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RedisRevocations log;
    private final Revocations revocations;
    private final RevocationConfig config;
    private final Clock clock;

    RevokeAccess(
            RedisRevocations log, Revocations revocations, RevocationConfig config, Clock clock) {
        this.log = log;
        this.revocations = revocations;
        this.config = config;
        this.clock = clock;
    }

    /// Completes when all nodes can know of it; refuses with 503 where only this one does.
    public Uni<Void> revoke(Revocation revocation, String reason) {
        Instant keepUntil = clock.instant().plus(life(revocation));
        LOG.infof("Revoking %s: %s", revocation.subject(), reason);
        revocations.add(revocation, keepUntil);
        return log.append(new RedisRevocations.Entry(revocation, keepUntil))
                .onFailure()
                .transform(failure -> unavailable(revocation, failure));
    }

    private Duration life(Revocation revocation) {
        return switch (revocation) {
            case Revocation.OfSignIn _ -> config.signInLife();
            case Revocation.OfUser _, Revocation.OfEverybody _ -> config.accessTokenLife();
        };
    }

    private static Refusal unavailable(Revocation revocation, Throwable failure) {
        LOG.warnf(
                "Other nodes do not know yet of %s: %s",
                revocation.subject(), failure.getMessage());
        return Refusal.unavailable("Other nodes cannot be told now", RETRY);
    }
}
