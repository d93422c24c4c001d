package io.worksync.signaling.limit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// How much each person may do in a minute, on all instances together.
@ApplicationScoped
public class Allowances {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final RedisScript TAKE = RedisScript.load(Allowances.class, "take.lua");

    private final Redis redis;
    private final AllowanceConfig config;

    Allowances(Redis redis, AllowanceConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// What is counted.
    public enum Act {
        JOIN,
        RING,
        TRY_CODE,
        ASK_FOR_ICE_SERVERS,
        REACT,
        REPORT_QUALITY
    }

    /// Completes where the person may do it once more; 429 otherwise.
    public Uni<Void> take(Act act, UserId user) {
        return take(act, user, 1);
    }

    /// The same for several at once, of which none is counted where they are too many.
    public Uni<Void> take(Act act, UserId user, int count) {
        return TAKE.run(redis, List.of(key(act, user)), args(act, count), config.timeout())
                .invoke(answer -> requireTaken(answer.toLong()))
                .replaceWithVoid();
    }

    private List<String> args(Act act, int count) {
        return List.of(
                Integer.toString(count),
                Integer.toString(most(act)),
                Long.toString(WINDOW.toMillis()));
    }

    private int most(Act act) {
        return switch (act) {
            case JOIN -> config.joins();
            case RING -> config.rings();
            case TRY_CODE -> config.codes();
            case ASK_FOR_ICE_SERVERS -> config.iceServers();
            case REACT -> config.reactions();
            case REPORT_QUALITY -> config.qualityReports();
        };
    }

    private static void requireTaken(long wait) {
        if (wait > 0) {
            Duration retryAfter = Duration.ofMillis(wait).plusSeconds(1);
            throw Refusal.tooMany("You do this too often, wait a moment", retryAfter);
        }
    }

    private static String key(Act act, UserId user) {
        return "worksync:signaling:allowance:" + act + ":" + user;
    }
}
