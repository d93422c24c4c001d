package io.worksync.benchmarks.side;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.worksync.benchmarks.load.Load;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Publishes in Redis what chat-service would, without chat-service: to WorkSync's topics with
/// WorkSync's own script, or as a plain message.
public final class RedisPublisher {

    private static final String SCRIPT =
            "realtime/src/main/resources/io/worksync/realtime/publish.lua";
    private static final int TEXT_LENGTH = 200;

    private final RedisConnection redis;

    private RedisPublisher(RedisConnection redis) {
        this.redis = redis;
    }

    public static RedisPublisher connect(Vertx vertx, BenchStack stack) {
        return new RedisPublisher(
                Redis.createClient(vertx, stack.redisUrl())
                        .connect()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
    }

    /// To the topic `channel:ROOM`, with the retention of channels.
    public Load.Publisher toTopics(Path root) {
        String hash =
                redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script(root)))
                        .map(Object::toString)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return (room, marker) -> {
            String topic = "channel:" + room.id();
            Request publish =
                    Request.cmd(Command.EVALSHA)
                            .arg(hash)
                            .arg(2)
                            .arg("worksync:{" + topic + "}:meta")
                            .arg("worksync:{" + topic + "}:stream")
                            .arg("worksync:topic:{" + topic + "}")
                            .arg("bench")
                            .arg("1000")
                            .arg("600000")
                            .arg("2592000000")
                            .arg("600000")
                            .arg("worksync:{" + topic + "}:key:")
                            .arg("")
                            .arg("")
                            .arg("-")
                            .arg(event(room, marker));
            return redis.send(publish);
        };
    }

    /// As a frame of the same size for the bare server.
    public Load.Publisher toBare() {
        return (room, marker) -> {
            String frame =
                    "{\"push\":{\"channel\":\"channel:"
                            + room.id()
                            + "\",\"pub\":{\"data\":"
                            + event(room, marker)
                            + ",\"offset\":12345}}}";
            return send(Request.cmd(Command.PUBLISH).arg("bare:" + room.id()).arg(frame));
        };
    }

    private Future<?> send(Request request) {
        return redis.send(request);
    }

    private static String event(Room room, Marker marker) {
        return "{\"type\":\"message.created\",\"at\":\"2026-01-01T00:00:00.000Z\",\"message\":{\"id\":\"%s\",\"channelId\":\"%s\",\"seq\":12345,\"authorId\":\"%s\",\"text\":\"%s\",\"clientId\":\"%d-%d\",\"threadId\":null,\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"editedAt\":null,\"deletedAt\":null,\"reactions\":[],\"attachments\":[]}}"
                .formatted(
                        room.id(),
                        room.id(),
                        room.id(),
                        marker.text(TEXT_LENGTH),
                        marker.phase(),
                        marker.intendedNanos());
    }

    private static String script(Path root) {
        try {
            return Files.readString(root.resolve(SCRIPT));
        } catch (IOException e) {
            throw new BenchFailure("no script " + SCRIPT, e);
        }
    }
}
