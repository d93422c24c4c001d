package io.worksync.gateway.token;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Revocation;
import io.worksync.gateway.token.TokenRefused.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The revocations that this node knows of, in memory, so that each check costs two look-ups.
///
/// Until [#ready()] was called nobody can tell whether a token is revoked, and none is accepted.
/// Each new revocation is fired as an event: whoever holds something open for a caller ends it.
@ApplicationScoped
public class Revocations {

    private static final Logger LOG = Logger.getLogger(Revocations.class);

    private record Held(Revocation revocation, Instant keepUntil) {}

    private final Map<String, Held> signIns = new ConcurrentHashMap<>();
    private final Map<UserId, Held> users = new ConcurrentHashMap<>();
    private final Event<Revocation> news;
    private final RevocationConfig config;
    private final Clock clock;
    private volatile @Nullable Held everybody;
    private volatile boolean ready;

    Revocations(
            Event<Revocation> news, RevocationConfig config, Clock clock, MeterRegistry metrics) {
        this.news = news;
        this.config = config;
        this.clock = clock;
        metrics.gaugeMapSize("worksync_gateway_revoked_sign_ins", Tags.empty(), signIns);
        metrics.gaugeMapSize("worksync_gateway_revoked_users", Tags.empty(), users);
    }

    /// What was revoked before this node started is known now.
    public void ready() {
        ready = true;
    }

    public boolean isReady() {
        return ready;
    }

    /// Fails with [TokenRefused] where the caller's token gives no access any more.
    public void check(Caller caller) {
        if (!ready) {
            throw new TokenRefused(Reason.UNVERIFIABLE);
        }
        if (covers(caller)) {
            throw new TokenRefused(Reason.REVOKED);
        }
    }

    /// Whether the caller's token gives no access any more.
    public boolean covers(Caller caller) {
        return covers(signIns.get(caller.signIn().id()), caller)
                || covers(users.get(caller.id()), caller)
                || covers(everybody, caller);
    }

    /// Refuses these tokens from now on, at least until the given time.
    public void add(Revocation revocation, Instant keepUntil) {
        Held held = new Held(revocation, keepUntil);
        boolean isNew =
                switch (revocation) {
                    case Revocation.OfSignIn signIn -> put(signIns, signIn.id(), held);
                    case Revocation.OfUser user -> put(users, user.user(), held);
                    case Revocation.OfEverybody everyone -> putEverybody(everyone, held);
                };
        if (isNew) {
            news.fire(revocation);
        }
    }

    /// Forgets what is not needed any more.
    public void purge() {
        Instant now = clock.instant();
        signIns.values().removeIf(held -> held.keepUntil().isBefore(now));
        users.values().removeIf(held -> held.keepUntil().isBefore(now));
    }

    private static boolean covers(@Nullable Held held, Caller caller) {
        return held != null && caller.isCoveredBy(held.revocation());
    }

    /// True where it says more than what was known.
    private <K> boolean put(Map<K, Held> all, K key, Held held) {
        Held before = all.get(key);
        Held after = all.merge(key, held, Revocations::further);
        boundBy(all);
        return before == null || !before.revocation().equals(after.revocation());
    }

    private boolean putEverybody(Revocation.OfEverybody everyone, Held held) {
        Held before = everybody;
        boolean known =
                before != null
                        && before.revocation() instanceof Revocation.OfEverybody earlier
                        && !earlier.until().isBefore(everyone.until());
        if (!known) {
            everybody = held;
        }
        return !known;
    }

    /// The one that reaches further, kept as long as either.
    private static Held further(Held one, Held other) {
        Instant keep =
                one.keepUntil().isAfter(other.keepUntil()) ? one.keepUntil() : other.keepUntil();
        boolean later =
                one.revocation() instanceof Revocation.OfUser first
                        && other.revocation() instanceof Revocation.OfUser second
                        && second.until().isAfter(first.until());
        return new Held(later ? other.revocation() : one.revocation(), keep);
    }

    /// Nothing grows without a bound, not even this; what is forgotten is what would be first.
    private <K> void boundBy(Map<K, Held> all) {
        if (all.size() > config.max()) {
            LOG.warnf("Over %d revocations: forgetting one before its time", config.max());
            Optional<Map.Entry<K, Held>> first =
                    all.entrySet().stream()
                            .min(Comparator.comparing(entry -> entry.getValue().keepUntil()));
            first.ifPresent(entry -> all.remove(entry.getKey()));
        }
    }
}
