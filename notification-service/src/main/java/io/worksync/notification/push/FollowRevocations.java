package io.worksync.notification.push;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.session.Revocation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Ends subscriptions of those whose access was revoked, by the log that gateways keep in Redis:
/// whoever signs out a lost device wants it to show nothing more.
///
/// An instance that has just started reads the whole log, which changes nothing where another one
/// has read it. What cannot be read now is read when Redis and PostgreSQL are back.
@ApplicationScoped
class FollowRevocations {

    private static final Logger LOG = Logger.getLogger(FollowRevocations.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int AT_ONCE = 500;

    /// Read again each time: a log that another Redis continues with a slower clock has no hole.
    private static final long OVERLAP_MILLIS = 10_000;

    private final WebPush push;
    private final Redis redis;
    private final PgSubscriptions subscriptions;
    private volatile long seenMillis;

    FollowRevocations(WebPush push, Redis redis, PgSubscriptions subscriptions) {
        this.push = push;
        this.redis = redis;
        this.subscriptions = subscriptions;
    }

    @Scheduled(
            every = "${worksync.push.revocations-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> follow() {
        return push.isOn()
                ? after(Long.toString(Math.max(0, seenMillis - OVERLAP_MILLIS)))
                        .onFailure()
                        .invoke(failure -> LOG.warnf("Revocations are read later: %s", failure))
                        .onFailure()
                        .recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> after(String id) {
        Request request =
                Request.cmd(Command.XRANGE)
                        .arg(Revocation.LOG)
                        .arg("(" + id)
                        .arg("+")
                        .arg("COUNT")
                        .arg(AT_ONCE);
        return redis.send(request).ifNoItem().after(TIMEOUT).fail().chain(this::all);
    }

    private Uni<Void> all(Response lines) {
        return Multi.createFrom()
                .iterable(lines)
                .onItem()
                .transformToUniAndConcatenate(line -> follow(line).replaceWith(line))
                .invoke(line -> seen(line.get(0).toString()))
                .collect()
                .last()
                .chain(
                        line ->
                                lines.size() == AT_ONCE
                                        ? after(line.get(0).toString())
                                        : Uni.createFrom().voidItem());
    }

    /// A line that cannot be read hides none of those after it.
    private Uni<Void> follow(Response line) {
        try {
            return end(Revocation.parse(line.get(1).get(Revocation.SUBJECT).toString()));
        } catch (IllegalArgumentException | NullPointerException unreadable) {
            String id = line.get(0).toString();
            if (millis(id) > seenMillis) {
                LOG.errorf("Revocation %s cannot be read by this version", id);
            }
            return Uni.createFrom().voidItem();
        }
    }

    private void seen(String id) {
        seenMillis = Math.max(seenMillis, millis(id));
    }

    private static long millis(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    private Uni<Void> end(Revocation revocation) {
        return switch (revocation) {
            case Revocation.OfSignIn signIn -> subscriptions.endSignIn(signIn.id());
            case Revocation.OfUser user -> subscriptions.endTokens(user.user(), user.until());
            case Revocation.OfEverybody everybody ->
                    subscriptions.endTokens(null, everybody.until());
        };
    }
}
