package io.worksync.presence.meeting;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.worksync.contracts.event.AttendanceEvent;
import io.worksync.contracts.id.UserId;
import io.worksync.presence.availability.PresenceConfig;
import io.worksync.presence.availability.PresenceKeys;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Who is in which meeting, in Redis. A meeting of which nothing is heard any more is forgotten
/// after a day.
@ApplicationScoped
class RedisAttendances {

    private static final RedisScript ATTEND =
            RedisScript.load(RedisAttendances.class, "attend.lua");

    private final Redis redis;
    private final PresenceConfig config;

    RedisAttendances(Redis redis, PresenceConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// Those who came or went by it; their presence is due to be worked out anew.
    Uni<List<UserId>> apply(AttendanceEvent event) {
        String meeting = event.meetingId().toString();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                meeting,
                                Long.toString(event.version()),
                                PresenceKeys.MEETINGS_OF,
                                Long.toString(config.meetingRetention().toMillis())));
        event.userIds().forEach(user -> arguments.add(user.toString()));
        return ATTEND.run(
                        redis,
                        List.of(PresenceKeys.attendance(meeting), PresenceKeys.DUE),
                        arguments,
                        config.redisTimeout())
                .map(
                        answer -> {
                            List<UserId> changed = new ArrayList<>();
                            answer.forEach(id -> changed.add(UserId.fromString(id.toString())));
                            return changed;
                        });
    }
}
