package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// How long each participant is in a meeting without being heard of, and which meetings are to be
/// looked at when.
///
/// All times are Redis' own, so that clocks of instances need not agree.
@ApplicationScoped
class RedisLeases {

    private static final String WATCHED = "worksync:signaling:watched";
    private static final RedisScript RENEW = RedisScript.load(RedisLeases.class, "renew.lua");
    private static final RedisScript INSPECT = RedisScript.load(RedisLeases.class, "inspect.lua");
    private static final RedisScript DUE = RedisScript.load(RedisLeases.class, "due.lua");
    private static final RedisScript WATCH = RedisScript.load(RedisLeases.class, "watch.lua");
    private static final RedisScript CREDENTIALS =
            RedisScript.load(RedisLeases.class, "credentials.lua");

    private final Redis redis;
    private final MeetingConfig config;

    RedisLeases(Redis redis, MeetingConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// Whether a lease was renewed.
    enum Renewal {
        RENEWED,
        NOT_THEIRS,
        STATE_LOST
    }

    /// What is due in a meeting, and when something will be next.
    record Inspection(
            boolean known, Duration next, Set<ParticipantId> lost, List<Ending> credentials) {}

    /// A participant's TURN credentials, and when they end.
    record Ending(ParticipantId participant, Instant end) {}

    Uni<Renewal> renew(MeetingId meeting, ParticipantId participant, UserId user) {
        List<String> args =
                List.of(
                        participant.toString(),
                        user.toString(),
                        Long.toString(config.lease().toMillis()),
                        Long.toString(config.stateTtl().toMillis()));
        return run(RENEW, keys(meeting), args)
                .map(
                        answer ->
                                switch (answer.toInteger()) {
                                    case 1 -> Renewal.RENEWED;
                                    case 0 -> Renewal.NOT_THEIRS;
                                    default -> Renewal.STATE_LOST;
                                });
    }

    Uni<Inspection> inspect(MeetingId meeting) {
        List<String> args =
                List.of(
                        Long.toString(config.credentialsRefresh().toMillis()),
                        Long.toString(config.lease().toMillis()));
        return run(INSPECT, keys(meeting), args).map(RedisLeases::inspection);
    }

    /// Notes when a participant's credentials end.
    Uni<Void> note(MeetingId meeting, ParticipantId participant, Instant end) {
        return credentials(meeting, List.of(participant.toString(), millis(end), ""))
                .replaceWithVoid();
    }

    /// Notes it in the place of an earlier time; false where another instance did so, or the
    /// participant is gone.
    Uni<Boolean> replace(MeetingId meeting, Ending earlier, Instant end) {
        return credentials(
                meeting,
                List.of(earlier.participant().toString(), millis(end), millis(earlier.end())));
    }

    /// Meetings that are to be looked at, which no other instance gets for a while.
    Uni<List<MeetingId>> due() {
        List<String> args =
                List.of(
                        Integer.toString(config.sweepBatch()),
                        Long.toString(config.takenFor().toMillis()));
        return run(DUE, List.of(WATCHED), args)
                .map(answer -> texts(answer).map(MeetingId::fromString).toList());
    }

    /// Looks at the meeting again after that time.
    Uni<Void> watch(MeetingId meeting, Duration in) {
        return run(
                        WATCH,
                        List.of(WATCHED),
                        List.of(Long.toString(in.toMillis()), "", meeting.toString()))
                .replaceWithVoid();
    }

    /// Looks after that time at those that are not watched yet.
    Uni<Void> watchUnknown(Collection<MeetingId> meetings, Duration in) {
        List<String> args = new ArrayList<>(List.of(Long.toString(in.toMillis()), "NX"));
        meetings.forEach(id -> args.add(id.toString()));
        return run(WATCH, List.of(WATCHED), args).replaceWithVoid();
    }

    /// Looks at the meeting no more.
    Uni<Void> forget(MeetingId meeting) {
        return redis.send(Request.cmd(Command.ZREM).arg(WATCHED).arg(meeting.toString()))
                .ifNoItem()
                .after(config.redisTimeout())
                .fail()
                .replaceWithVoid();
    }

    private Uni<Boolean> credentials(MeetingId meeting, List<String> args) {
        return run(CREDENTIALS, List.of(RedisLiveMeetings.leases(meeting)), args)
                .map(answer -> answer.toInteger() == 1);
    }

    private Uni<Response> run(RedisScript script, List<String> keys, List<String> args) {
        return script.run(redis, keys, args, config.redisTimeout());
    }

    private static List<String> keys(MeetingId meeting) {
        return List.of(RedisLiveMeetings.key(meeting), RedisLiveMeetings.leases(meeting));
    }

    private static String millis(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }

    private static Inspection inspection(Response answer) {
        List<String> due = texts(answer.get(3)).toList();
        return new Inspection(
                answer.get(0).toInteger() == 1,
                Duration.ofMillis(answer.get(1).toLong()),
                texts(answer.get(2)).map(ParticipantId::fromString).collect(Collectors.toSet()),
                IntStream.range(0, due.size() / 2).mapToObj(i -> ending(due, 2 * i)).toList());
    }

    private static Ending ending(List<String> due, int index) {
        return new Ending(
                ParticipantId.fromString(due.get(index)),
                Instant.ofEpochMilli(Long.parseLong(due.get(index + 1))));
    }

    private static Stream<String> texts(Response array) {
        return StreamSupport.stream(array.spliterator(), false).map(Response::toString);
    }
}
