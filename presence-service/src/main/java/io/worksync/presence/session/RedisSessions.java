package io.worksync.presence.session;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.session.Session;
import io.worksync.presence.availability.PresenceConfig;
import io.worksync.presence.availability.PresenceKeys;
import io.worksync.realtime.RedisScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The live sessions in Redis. Each step is atomic and may be repeated.
@ApplicationScoped
class RedisSessions {

    private static final RedisScript OPENED = RedisScript.load(RedisSessions.class, "opened.lua");
    private static final RedisScript CLOSED = RedisScript.load(RedisSessions.class, "closed.lua");
    private static final RedisScript LOST = RedisScript.load(RedisSessions.class, "lost.lua");
    private static final RedisScript FORGET = RedisScript.load(RedisSessions.class, "forget.lua");
    private static final RedisScript NOW = RedisScript.load(RedisSessions.class, "now.lua");
    private static final RedisScript SERVER = RedisScript.load(RedisSessions.class, "server.lua");

    private final Redis redis;
    private final SessionConfig config;
    private final PresenceConfig presence;

    RedisSessions(Redis redis, SessionConfig config, PresenceConfig presence) {
        this.redis = redis;
        this.config = config;
        this.presence = presence;
    }

    /// Counts the session as live, unless it was closed before.
    Uni<Void> opened(Session session) {
        List<String> keys =
                List.of(
                        PresenceKeys.sessions(session.userId()),
                        PresenceKeys.closed(session.userId()),
                        PresenceKeys.node(session.node()),
                        PresenceKeys.NODES,
                        PresenceKeys.DUE);
        List<String> args =
                List.of(
                        session.id(),
                        session.node(),
                        session.userId().toString(),
                        Integer.toString(config.maxLive()));
        return run(OPENED, keys, args).replaceWithVoid();
    }

    /// Ends the session for good.
    Uni<Void> closed(Session session) {
        List<String> keys =
                List.of(
                        PresenceKeys.sessions(session.userId()),
                        PresenceKeys.closed(session.userId()),
                        PresenceKeys.node(session.node()),
                        PresenceKeys.user(session.userId()),
                        PresenceKeys.DUE);
        List<String> args =
                List.of(
                        session.id(),
                        session.userId().toString(),
                        millis(config.closedTtl()),
                        Integer.toString(config.maxClosed()),
                        millis(presence.grace()));
        return run(CLOSED, keys, args).replaceWithVoid();
    }

    /// Takes the session of a dead node away, unless it was announced since `before`; says whether
    /// the node is rid of it.
    Uni<Boolean> lost(HeldSession session, String node, long before) {
        List<String> keys =
                List.of(
                        PresenceKeys.sessions(session.user()),
                        PresenceKeys.node(node),
                        PresenceKeys.user(session.user()),
                        PresenceKeys.DUE);
        List<String> args =
                List.of(
                        session.id(),
                        session.user().toString(),
                        node,
                        Long.toString(before),
                        millis(presence.grace()));
        return run(LOST, keys, args).map(answer -> answer.toInteger() == 1);
    }

    /// The nodes that hold sessions.
    Uni<List<String>> nodes() {
        return send(Request.cmd(Command.SMEMBERS).arg(PresenceKeys.NODES))
                .map(RedisSessions::strings);
    }

    /// Some of the sessions that the node holds.
    Uni<List<HeldSession>> some(String node) {
        return send(Request.cmd(Command.SRANDMEMBER)
                        .arg(PresenceKeys.node(node))
                        .arg(config.sweepBatch()))
                .map(RedisSessions::strings)
                .map(texts -> texts.stream().map(HeldSession::parse).toList());
    }

    /// Forgets the node if it holds none.
    Uni<Void> forget(String node) {
        return run(FORGET, List.of(PresenceKeys.node(node), PresenceKeys.NODES), List.of(node))
                .replaceWithVoid();
    }

    /// The time in milliseconds, by the clock of the Redis that has the sessions.
    Uni<Long> now() {
        return run(NOW, List.of(PresenceKeys.NODES), List.of())
                .map(time -> time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000);
    }

    /// Which Redis has the sessions and leases, and for how long it has been up.
    Uni<RedisRun> redisRun() {
        return run(SERVER, List.of(PresenceKeys.NODES), List.of())
                .map(answer -> RedisRun.parse(answer.toString()));
    }

    private Uni<Response> run(RedisScript script, List<String> keys, List<String> args) {
        return script.run(redis, keys, args, config.redisTimeout());
    }

    private Uni<Response> send(Request request) {
        return redis.send(request).ifNoItem().after(config.redisTimeout()).fail();
    }

    private static List<String> strings(Response answer) {
        List<String> texts = new ArrayList<>();
        answer.forEach(text -> texts.add(text.toString()));
        return texts;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
