package io.worksync.signaling.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.id.MeetingId;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The live state of meetings, which any instance may change: whoever read the latest version
/// wins.
@ApplicationScoped
class RedisLiveMeetings {

    private static final RedisScript REPLACE =
            RedisScript.load(RedisLiveMeetings.class, "replace.lua");

    private final Redis redis;
    private final ObjectMapper mapper;
    private final MeetingConfig config;

    RedisLiveMeetings(Redis redis, ObjectMapper mapper, MeetingConfig config) {
        this.redis = redis;
        this.mapper = mapper;
        this.config = config;
    }

    /// A state and its version.
    record Versioned(long version, LiveMeeting meeting) {}

    /// The state, or null where Redis has none.
    Uni<@Nullable Versioned> find(MeetingId id) {
        return redis.send(Request.cmd(Command.HMGET).arg(key(id)).arg("version").arg("state"))
                .ifNoItem()
                .after(config.redisTimeout())
                .fail()
                .map(this::versioned);
    }

    /// Writes the state that follows version `read`, 0 for none; false where another one was
    /// faster.
    Uni<Boolean> replace(long read, LiveMeeting next) {
        List<String> args =
                List.of(
                        Long.toString(read),
                        json(next),
                        Long.toString(config.stateTtl().toMillis()));
        return REPLACE.run(redis, List.of(key(next.facts().id())), args, config.redisTimeout())
                .map(response -> response.toInteger() == 1);
    }

    private static String key(MeetingId id) {
        return "worksync:signaling:meeting:" + id;
    }

    private @Nullable Versioned versioned(Response response) {
        if (response.get(0) == null || response.get(1) == null) {
            return null;
        }
        try {
            LiveMeeting meeting = mapper.readValue(response.get(1).toString(), LiveMeeting.class);
            return new Versioned(response.get(0).toLong(), meeting);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json(LiveMeeting meeting) {
        try {
            return mapper.writerFor(LiveMeeting.class).writeValueAsString(meeting);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
