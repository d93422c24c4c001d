package io.worksync.presence.availability;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.presence.Activity;
import io.worksync.contracts.presence.Availability;
import io.worksync.contracts.presence.Presence;
import io.worksync.presence.status.Status;
import io.worksync.presence.status.VersionedStatus;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Live presence in Redis, whose clock is the only one that counts here.
@ApplicationScoped
class RedisPresences {

    private static final RedisScript SETTLE = RedisScript.load(RedisPresences.class, "settle.lua");
    private static final RedisScript CONFIRM =
            RedisScript.load(RedisPresences.class, "confirm.lua");
    private static final RedisScript DUE = RedisScript.load(RedisPresences.class, "due.lua");
    private static final String TRUE = "1";
    private static final List<String> READ =
            List.of("visible", "text", "emoji", "until", "lastSeen", "activity");
    private static final String IN_MEETING = "in_meeting";

    private final Redis redis;
    private final PresenceConfig config;

    RedisPresences(Redis redis, PresenceConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// Works the user's presence out anew; when it changed, the caller has the claim to announce
    /// it.
    Uni<Optional<Announcement>> settle(UserId user, VersionedStatus status) {
        List<String> keys =
                List.of(
                        PresenceKeys.user(user),
                        PresenceKeys.sessions(user),
                        PresenceKeys.DUE,
                        PresenceKeys.MEETINGS_OF + user);
        return SETTLE.run(redis, keys, arguments(user, status), config.redisTimeout())
                .map(answer -> announcement(user, answer));
    }

    /// Notes that the announcement is out.
    Uni<Void> confirm(UserId user, long version) {
        List<String> keys = List.of(PresenceKeys.user(user), PresenceKeys.DUE);
        List<String> args = List.of(user.toString(), Long.toString(version));
        return CONFIRM.run(redis, keys, args, config.redisTimeout()).replaceWithVoid();
    }

    /// The users to look at now.
    Uni<List<UserId>> due() {
        List<String> args = List.of(Integer.toString(config.dueBatch()));
        return DUE.run(redis, List.of(PresenceKeys.DUE), args, config.redisTimeout())
                .map(RedisPresences::userIds);
    }

    /// What others see of those of the users whom Redis knows of.
    Uni<Map<UserId, Presence>> find(List<UserId> users) {
        if (users.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Request> requests = users.stream().map(RedisPresences::read).toList();
        return redis.batch(requests)
                .ifNoItem()
                .after(config.redisTimeout())
                .fail()
                .map(answers -> presences(users, answers));
    }

    private List<String> arguments(UserId user, VersionedStatus versioned) {
        Status status = versioned.status();
        return List.of(
                user.toString(),
                Long.toString(versioned.version()),
                status.availability().wireName(),
                orEmpty(status.statusText()),
                orEmpty(status.statusEmoji()),
                status.until() == null ? "" : Long.toString(status.until().toEpochMilli()),
                millis(config.grace()),
                millis(config.claim()),
                millis(config.retention()));
    }

    private static Request read(UserId user) {
        Request request = Request.cmd(Command.HMGET).arg(PresenceKeys.user(user));
        READ.forEach(request::arg);
        return request;
    }

    private static Optional<Announcement> announcement(UserId user, Response answer) {
        if (answer.size() == 0) {
            return Optional.empty();
        }
        Presence visible =
                presence(
                        user,
                        answer.get(3).toString(),
                        List.of(
                                text(answer.get(5)),
                                text(answer.get(6)),
                                text(answer.get(7)),
                                text(answer.get(8)),
                                text(answer.get(9))));
        return Optional.of(
                new Announcement(
                        answer.get(0).toLong(),
                        answer.get(1).toLong(),
                        answer.get(2).toString().equals(TRUE),
                        visible,
                        availability(answer.get(4).toString())));
    }

    private static Map<UserId, Presence> presences(List<UserId> users, List<Response> answers) {
        Map<UserId, Presence> presences = new HashMap<>();
        for (int i = 0; i < users.size(); i++) {
            Response answer = answers.get(i);
            if (answer.get(0) != null) {
                List<String> rest =
                        IntStream.range(1, READ.size())
                                .mapToObj(at -> text(answer.get(at)))
                                .toList();
                UserId user = users.get(i);
                presences.put(user, presence(user, answer.get(0).toString(), rest));
            }
        }
        return presences;
    }

    // rest: text, emoji, until, last seen, activity; empty where there is none
    private static Presence presence(UserId user, String availability, List<String> rest) {
        return new Presence(
                user,
                availability(availability),
                rest.get(4).equals(IN_MEETING) ? Activity.IN_MEETING : null,
                instant(rest.get(3)),
                orNull(rest.get(0)),
                orNull(rest.get(1)),
                instant(rest.get(2)));
    }

    private static String text(@Nullable Response field) {
        return field == null ? "" : field.toString();
    }

    private static Availability availability(String name) {
        return Availability.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static List<UserId> userIds(Response answer) {
        List<UserId> ids = new ArrayList<>();
        answer.forEach(id -> ids.add(UserId.fromString(id.toString())));
        return ids;
    }

    private static @Nullable Instant instant(String millis) {
        return millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
