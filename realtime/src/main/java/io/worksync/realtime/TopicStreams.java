package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads the streams of topics. Topics without history have epoch "" and offset 0.
///
/// Fails when Redis cannot be reached or has not answered in time.
@ApplicationScoped
public class TopicStreams {

    private static final RedisScript TOP = RedisScript.load(TopicStreams.class, "top.lua");
    private static final RedisScript RECOVER = RedisScript.load(TopicStreams.class, "recover.lua");
    private static final Position NO_HISTORY = new Position("", 0);

    private final Redis redis;
    private final RedisPipeline pipeline;
    private final RealtimeConfig config;

    TopicStreams(Redis redis, RedisPipeline pipeline, RealtimeConfig config) {
        this.redis = redis;
        this.pipeline = pipeline;
        this.config = config;
    }

    /// Whether there is such a namespace at all.
    public boolean knows(String namespace) {
        return config.namespaces().containsKey(namespace);
    }

    /// Whether topics of the namespace have positions.
    public boolean keepsHistory(String namespace) {
        RealtimeConfig.Namespace found = config.namespaces().get(namespace);
        return found != null && found.historySize() > 0;
    }

    /// How subscribers of the namespace catch up.
    public RealtimeConfig.Mode mode(String namespace) {
        RealtimeConfig.Namespace found = config.namespaces().get(namespace);
        return found == null ? RealtimeConfig.Mode.STREAM : found.mode();
    }

    /// Where the stream is now.
    public Uni<Position> top(Topic topic) {
        if (!keepsHistory(topic.namespace())) {
            return Uni.createFrom().item(NO_HISTORY);
        }
        return TOP.run(
                        redis,
                        TopicKeys.of(topic),
                        List.of(TopicKeys.freshEpoch(), positionTtlMillis()),
                        config.timeout())
                .map(r -> new Position(r.get(0).toString(), r.get(1).toLong()));
    }

    /// Where the stream is now, for whoever asks often: for a topic that Redis knows it costs a
    /// read and no script.
    public Uni<Position> peek(Topic topic) {
        if (!keepsHistory(topic.namespace())) {
            return Uni.createFrom().item(NO_HISTORY);
        }
        var request =
                io.vertx.redis.client.Request.cmd(io.vertx.redis.client.Command.HMGET)
                        .arg(TopicKeys.of(topic).getFirst())
                        .arg("e")
                        .arg("o");
        return pipeline.send(request)
                .chain(
                        meta ->
                                meta == null || meta.get(0) == null
                                        ? top(topic)
                                        : Uni.createFrom()
                                                .item(
                                                        new Position(
                                                                meta.get(0).toString(),
                                                                meta.get(1).toLong())));
    }

    /// The number of the latest publication that had one ([Publication#sequence()]); 0 where Redis
    /// knows of none.
    public Uni<Long> published(Topic topic) {
        Request request = Request.cmd(Command.HGET).arg(TopicKeys.of(topic).getFirst()).arg("s");
        return redis.send(request)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(last -> last == null ? 0 : last.toLong());
    }

    /// Everything since a position, or [Recovery.Lost] where that cannot be proved whole.
    public Uni<Recovery> recover(Topic topic, Position since) {
        if (!keepsHistory(topic.namespace())) {
            return Uni.createFrom().item(new Recovery.Lost(NO_HISTORY));
        }
        List<String> args =
                List.of(
                        TopicKeys.freshEpoch(),
                        positionTtlMillis(),
                        since.epoch(),
                        Long.toString(since.offset()),
                        Integer.toString(historySize(topic)));
        return RECOVER.run(redis, TopicKeys.of(topic), args, config.timeout())
                .map(response -> recovery(topic, response));
    }

    /// The newest publication that the stream holds, or null.
    public Uni<@Nullable Delivered> latest(Topic topic) {
        return top(topic)
                .chain(top -> read(topic, top, null, 1, Order.NEWEST_FIRST))
                .map(this::first);
    }

    /// Up to `limit` publications: after `since` in order, or before it newest first; `since` null
    /// begins at the stream's end of that order.
    public Uni<List<Delivered>> read(
            Topic topic, Position top, @Nullable Position since, int limit, Order order) {
        if (limit == 0 || !keepsHistory(topic.namespace())) {
            return Uni.createFrom().item(List.of());
        }
        Request request =
                switch (order) {
                    case OLDEST_FIRST ->
                            Request.cmd(Command.XRANGE)
                                    .arg(TopicKeys.of(topic).get(1))
                                    .arg(since == null ? "-" : since.offset() + 1 + "-0")
                                    .arg("+");
                    case NEWEST_FIRST ->
                            Request.cmd(Command.XREVRANGE)
                                    .arg(TopicKeys.of(topic).get(1))
                                    .arg(
                                            since == null
                                                    ? "+"
                                                    : Math.max(0, since.offset() - 1) + "-0")
                                    .arg("-");
                };
        return redis.send(request.arg("COUNT").arg(limit))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(response -> entries(topic, top.epoch(), response));
    }

    /// Which end of the stream to read from.
    public enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    private @Nullable Delivered first(List<Delivered> entries) {
        return entries.isEmpty() ? null : entries.getFirst();
    }

    private int historySize(Topic topic) {
        RealtimeConfig.Namespace namespace = config.namespaces().get(topic.namespace());
        return namespace == null ? 0 : namespace.historySize();
    }

    private String positionTtlMillis() {
        return Long.toString(config.positionTtl().toMillis());
    }

    private static Recovery recovery(Topic topic, Response response) {
        Position top = new Position(response.get(1).toString(), response.get(2).toLong());
        return response.get(0).toInteger() == 1
                ? new Recovery.Whole(top, entries(topic, top.epoch(), response.get(3)))
                : new Recovery.Lost(top);
    }

    private static List<Delivered> entries(Topic topic, String epoch, Response response) {
        return StreamSupport.stream(response.spliterator(), false)
                .map(entry -> entry(topic, epoch, entry))
                .toList();
    }

    /// An entry is [id, [c, label, d, data]].
    private static Delivered entry(Topic topic, String epoch, Response entry) {
        String id = entry.get(0).toString();
        Response fields = entry.get(1);
        return new Delivered(
                topic,
                new Position(epoch, Long.parseLong(id, 0, id.indexOf('-'), 10)),
                Label.decoded(fields.get(1).toString()),
                fields.get(3).toString());
    }
}
