package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.realtime.PublishResult.AlreadyPublished;
import io.worksync.realtime.PublishResult.Appended;
import io.worksync.realtime.PublishResult.Gap;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one place that appends to topics and publishes.
///
/// Fails with the cause when Redis cannot be reached or has not answered in time; then the
/// publication may or may not have happened, and a repeat with the same sequence or key is safe.
@ApplicationScoped
public class TopicPublisher {

    private static final RedisScript PUBLISH =
            RedisScript.load(TopicPublisher.class, "publish.lua");
    private static final RedisScript RESTART =
            RedisScript.load(TopicPublisher.class, "restart.lua");
    private static final Label MESSAGE = new Label(Label.Kind.MESSAGE, null, null, null);
    private static final int APPENDED = 1;
    private static final int ALREADY_PUBLISHED = 0;

    private final Redis redis;
    private final RedisPipeline pipeline;
    private final RealtimeConfig config;

    TopicPublisher(Redis redis, RedisPipeline pipeline, RealtimeConfig config) {
        this.redis = redis;
        this.pipeline = pipeline;
        this.config = config;
    }

    /// Publishes one.
    public Uni<PublishResult> publish(Topic topic, Publication publication) {
        return publishAll(topic, List.of(publication));
    }

    /// Publishes several in order as one step.
    ///
    /// Those already published are skipped. On a gap, what came before it is published, and the
    /// result is [Gap] with the last sequence that is.
    public Uni<PublishResult> publishAll(Topic topic, List<Publication> publications) {
        List<String> keys = TopicKeys.of(topic);
        List<String> args = arguments(topic, publications);
        Uni<Response> published =
                publications.stream().allMatch(Publication::isRepeatable)
                        ? PUBLISH.run(pipeline, keys, args)
                        : PUBLISH.run(redis, keys, args, config.timeout());
        return published.map(TopicPublisher::result);
    }

    /// Sends an asynchronous message to every session that is subscribed to the topic right now: on
    /// `user:{id}`, to all sessions of the user. It stands in no stream, so that whoever is away
    /// never gets it; what must not be lost is published.
    public Uni<Void> send(Topic topic, String data) {
        namespace(topic);
        checkSize(data);
        Request request =
                Request.cmd(Command.SPUBLISH)
                        .arg(TopicKeys.pubSubChannel(topic))
                        .arg(" 0 " + MESSAGE.encoded() + "\n" + data);
        return redis.send(request).ifNoItem().after(config.timeout()).fail().replaceWithVoid();
    }

    /// Begins a new epoch in which `last` was the sequence published last, since what lies
    /// between is not to be had any more; subscribers will read the state over the API.
    ///
    /// `seen` is the [Gap#last()] that led here: when another publisher has moved on since,
    /// nothing happens and the result is false.
    public Uni<Boolean> restart(Topic topic, long last, @Nullable Long seen) {
        List<String> args =
                List.of(
                        TopicKeys.freshEpoch(),
                        millis(config.positionTtl()),
                        Long.toString(last),
                        seen == null ? "" : seen.toString());
        return RESTART.run(redis, TopicKeys.of(topic), args, config.timeout())
                .map(response -> response.toInteger() == 1);
    }

    private List<String> arguments(Topic topic, List<Publication> publications) {
        RealtimeConfig.Namespace namespace = namespace(topic);
        List<String> args = new ArrayList<>(7 + 4 * publications.size());
        args.add(TopicKeys.pubSubChannel(topic));
        args.add(TopicKeys.freshEpoch());
        args.add(Integer.toString(namespace.historySize()));
        args.add(millis(namespace.historyTtl()));
        args.add(millis(config.positionTtl()));
        args.add(millis(config.keyTtl()));
        args.add(TopicKeys.idempotencyPrefix(topic));
        publications.forEach(publication -> add(args, publication));
        return args;
    }

    private void add(List<String> args, Publication publication) {
        checkSize(publication.data());
        args.add(publication.sequence() == null ? "" : publication.sequence().toString());
        args.add(publication.key() == null ? "" : publication.key());
        args.add(publication.label().encoded());
        args.add(publication.data());
    }

    private void checkSize(String data) {
        int bytes = data.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > config.maxPublicationBytes()) {
            throw new IllegalArgumentException(
                    "A publication of " + bytes + " bytes is over the limit");
        }
    }

    private RealtimeConfig.Namespace namespace(Topic topic) {
        RealtimeConfig.Namespace namespace = config.namespaces().get(topic.namespace());
        if (namespace == null) {
            throw new IllegalArgumentException("No namespace " + topic.namespace());
        }
        return namespace;
    }

    private static PublishResult result(Response response) {
        Position top = new Position(response.get(1).toString(), response.get(2).toLong());
        long last = response.get(3).toLong();
        return switch (response.get(0).toInteger()) {
            case APPENDED -> new Appended(top);
            case ALREADY_PUBLISHED -> new AlreadyPublished(top);
            default -> new Gap(last < 0 ? null : last);
        };
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
