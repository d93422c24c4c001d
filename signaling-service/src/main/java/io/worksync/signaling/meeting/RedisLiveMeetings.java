package io.worksync.signaling.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.RedisScript;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
    /// faster, or where one of those who lost their lease renewed it meanwhile.
    Uni<Boolean> replace(long read, Change change, Set<ParticipantId> lost) {
        MeetingId id = change.after().facts().id();
        List<String> args = new ArrayList<>();
        args.add(Long.toString(read));
        args.add(Long.toString(change.after().room().version()));
        args.add(json(change.after()));
        args.add(Long.toString(config.stateTtl().toMillis()));
        args.add(Long.toString(config.lease().toMillis()));
        addAll(args, lost);
        addAll(args, change.went());
        for (ParticipantId came : change.came()) {
            args.add(came.toString());
            args.add(userOf((Open) change.after(), came).toString());
        }
        return REPLACE.run(redis, List.of(key(id), leases(id)), args, config.redisTimeout())
                .map(response -> response.toInteger() == 1);
    }

    private static void addAll(List<String> args, Collection<ParticipantId> ids) {
        args.add(Integer.toString(ids.size()));
        ids.forEach(id -> args.add(id.toString()));
    }

    private static UserId userOf(Open meeting, ParticipantId id) {
        return meeting.seat(id)
                .map(Seat::userId)
                .or(() -> meeting.room().guest(id).map(Guest::userId))
                .orElseThrow();
    }

    /// Changes when the state is written otherwise: then what was written before is restored from
    /// the history.
    static String key(MeetingId id) {
        return "worksync:signaling:live:" + id;
    }

    /// In the same slot of a cluster as the state.
    static String leases(MeetingId id) {
        return "{" + key(id) + "}:leases";
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
