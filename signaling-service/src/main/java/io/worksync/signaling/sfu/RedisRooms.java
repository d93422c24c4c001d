package io.worksync.signaling.sfu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.id.MeetingId;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// What the instances tell each other of meetings at media servers: who hosts which one, its state
/// there, and the orders that wait for its host.
@ApplicationScoped
class RedisRooms {

    static final String WAKE = "worksync:signaling:sfu:wake";

    private static final String MEETINGS = "worksync:signaling:sfu:meetings";
    private static final RedisScript SAVE = RedisScript.load(RedisRooms.class, "save.lua");
    private static final RedisScript KEEP = RedisScript.load(RedisRooms.class, "keep.lua");
    private static final RedisScript ORDER = RedisScript.load(RedisRooms.class, "order.lua");
    private static final int READ = 200;

    private final Redis redis;
    private final ObjectMapper mapper;
    private final SfuConfig config;

    /// Another one after each start: what the process before held is not this one's.
    private final String me;

    RedisRooms(
            Redis redis,
            ObjectMapper mapper,
            SfuConfig config,
            @ConfigProperty(name = "WORKSYNC_INSTANCE", defaultValue = "signaling-service")
                    String instance) {
        this.redis = redis;
        this.mapper = mapper;
        this.config = config;
        this.me = instance + ":" + UUID.randomUUID();
    }

    /// An order and its place in the line.
    record Placed(String id, RoomOrder order) {}

    /// The meeting goes through a media server from now on.
    Uni<Void> register(MeetingId meeting) {
        return send(Request.cmd(Command.SADD).arg(MEETINGS).arg(meeting.toString()))
                .replaceWithVoid();
    }

    Uni<List<MeetingId>> registered() {
        return send(Request.cmd(Command.SMEMBERS).arg(MEETINGS)).map(RedisRooms::meetings);
    }

    /// Nothing of the meeting is left to be known.
    Uni<Void> forget(MeetingId meeting) {
        Request keys =
                Request.cmd(Command.DEL)
                        .arg(stateKey(meeting))
                        .arg(ordersKey(meeting))
                        .arg(hostKey(meeting));
        return send(Request.cmd(Command.SREM).arg(MEETINGS).arg(meeting.toString()))
                .chain(() -> send(keys))
                .replaceWithVoid();
    }

    /// Becomes the host where there is none; whether this instance is it now.
    Uni<Boolean> host(MeetingId meeting) {
        return send(Request.cmd(Command.SET)
                        .arg(hostKey(meeting))
                        .arg(me)
                        .arg("NX")
                        .arg("PX")
                        .arg(config.hostLease().toMillis()))
                .onItem()
                .transform(answer -> answer != null);
    }

    /// The sign of life; false where another one is the host by now.
    Uni<Boolean> keep(MeetingId meeting) {
        List<String> args = List.of(me, Long.toString(config.hostLease().toMillis()));
        return KEEP.run(redis, List.of(hostKey(meeting)), args, config.redisTimeout())
                .map(answer -> answer.toInteger() == 1);
    }

    /// Lets another one become the host at once.
    Uni<Void> release(Collection<MeetingId> meetings) {
        return Multi.createFrom()
                .iterable(meetings)
                .onItem()
                .transformToUniAndConcatenate(
                        meeting ->
                                KEEP.run(
                                        redis,
                                        List.of(hostKey(meeting)),
                                        List.of(me, "0"),
                                        config.redisTimeout()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    Uni<@Nullable RoomState> load(MeetingId meeting) {
        return send(Request.cmd(Command.GET).arg(stateKey(meeting)))
                .map(answer -> answer == null ? null : read(answer.toString(), RoomState.class));
    }

    /// Remembers the state, as the host only; false where another one is it by now.
    Uni<Boolean> save(MeetingId meeting, RoomState state) {
        List<String> keys = List.of(hostKey(meeting), stateKey(meeting), ordersKey(meeting));
        List<String> args =
                List.of(
                        me,
                        write(state),
                        Long.toString(config.stateTtl().toMillis()),
                        state.cursor());
        return SAVE.run(redis, keys, args, config.redisTimeout())
                .map(answer -> answer.toInteger() == 1);
    }

    /// Leaves an order for the host, and wakes it.
    Uni<Void> order(MeetingId meeting, RoomOrder order) {
        List<String> args =
                List.of(
                        write(order),
                        Integer.toString(config.maxWaitingSignals()),
                        Long.toString(config.stateTtl().toMillis()),
                        WAKE,
                        meeting.toString());
        return ORDER.run(redis, List.of(ordersKey(meeting)), args, config.redisTimeout())
                .replaceWithVoid();
    }

    Uni<Void> wake(MeetingId meeting) {
        return send(Request.cmd(Command.PUBLISH).arg(WAKE).arg(meeting.toString()))
                .replaceWithVoid();
    }

    /// The orders after `cursor`, oldest first.
    Uni<List<Placed>> ordersAfter(MeetingId meeting, String cursor) {
        return send(Request.cmd(Command.XRANGE)
                        .arg(ordersKey(meeting))
                        .arg("(" + cursor)
                        .arg("+")
                        .arg("COUNT")
                        .arg(READ))
                .map(this::placed);
    }

    private Uni<Response> send(Request request) {
        return redis.send(request).ifNoItem().after(config.redisTimeout()).fail();
    }

    private List<Placed> placed(@Nullable Response entries) {
        List<Placed> placed = new ArrayList<>();
        if (entries != null) {
            for (Response entry : entries) {
                String text = entry.get(1).get(1).toString();
                placed.add(new Placed(entry.get(0).toString(), read(text, RoomOrder.class)));
            }
        }
        return placed;
    }

    private static List<MeetingId> meetings(@Nullable Response members) {
        List<MeetingId> meetings = new ArrayList<>();
        if (members != null) {
            members.forEach(member -> meetings.add(MeetingId.fromString(member.toString())));
        }
        return meetings;
    }

    private String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hostKey(MeetingId meeting) {
        return "worksync:signaling:sfu:{" + meeting + "}:host";
    }

    private static String stateKey(MeetingId meeting) {
        return "worksync:signaling:sfu:{" + meeting + "}:state";
    }

    private static String ordersKey(MeetingId meeting) {
        return "worksync:signaling:sfu:{" + meeting + "}:orders";
    }
}
