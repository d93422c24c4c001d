package io.worksync.presence.typing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who types, in Redis, by its clock: a lease each, which any instance may find run out.
@ApplicationScoped
class RedisTypings {

    private static final RedisScript START = RedisScript.load(RedisTypings.class, "start.lua");
    private static final RedisScript STOP = RedisScript.load(RedisTypings.class, "stop.lua");
    private static final RedisScript EXPIRE = RedisScript.load(RedisTypings.class, "expire.lua");
    private static final RedisScript TOLD = RedisScript.load(RedisTypings.class, "told.lua");
    private static final String ENDS = "{typing}:ends";
    private static final String TOLD_AT = "{typing}:told";
    private static final String ENDING = "{typing}:ending";
    private static final String STARTS = "{typing}:starts:";

    private final Redis redis;
    private final TypingConfig config;

    RedisTypings(Redis redis, TypingConfig config) {
        this.redis = redis;
        this.config = config;
    }

    Uni<Started> start(Place place) {
        List<String> args =
                List.of(
                        place.toString(),
                        millis(config.ttl()),
                        millis(config.quiet()),
                        Integer.toString(config.maxAtOnce()),
                        Integer.toString(config.maxStarts()),
                        millis(config.startsWindow()));
        return run(START, List.of(ENDS, TOLD_AT, ENDING, STARTS + place.user()), args)
                .map(RedisTypings::started);
    }

    /// Ends it; says whether there was anything to end.
    Uni<Boolean> stop(Place place) {
        List<String> args = List.of(place.toString(), millis(config.retellAfter()));
        return run(STOP, List.of(ENDS, TOLD_AT, ENDING), args)
                .map(answer -> answer.toInteger() == 1);
    }

    /// The places whose end is to be told now, by the caller.
    Uni<List<Place>> expired() {
        List<String> args =
                List.of(millis(config.retellAfter()), Integer.toString(config.expiryBatch()));
        return run(EXPIRE, List.of(ENDS, TOLD_AT, ENDING), args).map(RedisTypings::places);
    }

    /// Notes that the end was told; the answer is until when somebody who began again types.
    Uni<Optional<Instant>> told(Place place) {
        return run(TOLD, List.of(ENDS, ENDING), List.of(place.toString()))
                .map(answer -> answer.toString())
                .map(ends -> ends.isEmpty() ? Optional.empty() : Optional.of(instant(ends)));
    }

    private Uni<Response> run(RedisScript script, List<String> keys, List<String> args) {
        return script.run(redis, keys, args, config.redisTimeout());
    }

    private static Started started(Response answer) {
        return switch (answer.get(0).toInteger()) {
            case 1 -> new Started.Anew(instant(answer.get(1).toString()));
            case 0 -> new Started.Renewed();
            default -> new Started.Refused();
        };
    }

    private static List<Place> places(Response answer) {
        List<Place> places = new ArrayList<>();
        answer.forEach(place -> places.add(Place.parse(place.toString())));
        return places;
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli((long) Double.parseDouble(millis));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
