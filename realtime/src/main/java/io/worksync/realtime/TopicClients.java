package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/// Which clients are in a topic, over all gateway nodes, and the word to the others that one joined
/// or left.
///
/// Each is a lease that ends by itself. A lease that has ended cannot be renewed, only taken anew:
/// a node that was paused, or whose renewal was late, brings nobody back.
@ApplicationScoped
public class TopicClients {

    /// How many clients there are, and of how many users.
    public record Count(int clients, int users) {}

    private static final RedisScript JOIN = RedisScript.load(TopicClients.class, "join.lua");
    private static final RedisScript LEAVE = RedisScript.load(TopicClients.class, "leave.lua");
    private static final RedisScript RENEW = RedisScript.load(TopicClients.class, "renew.lua");
    private static final RedisScript LIST = RedisScript.load(TopicClients.class, "clients.lua");
    private static final RedisScript COUNT = RedisScript.load(TopicClients.class, "count.lua");

    private final Redis redis;
    private final RealtimeConfig config;

    TopicClients(Redis redis, RealtimeConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// The client is in the topic from now on.
    public Uni<Void> join(Topic topic, ClientInfo client) {
        List<String> args =
                List.of(client.client(), client.encoded(), ttlMillis(), announcedOn(topic));
        return run(JOIN, topic, args).replaceWithVoid();
    }

    /// The client is no longer in the topic.
    public Uni<Void> leave(Topic topic, ClientInfo client) {
        return run(LEAVE, topic, List.of(client.client(), announcedOn(topic))).replaceWithVoid();
    }

    /// Keeps the clients in the topic, and tells subscribers of all whose lease has ended that they
    /// left. The result is those of the given that were not there any more.
    public Uni<List<String>> renew(Topic topic, Collection<String> clients) {
        List<String> args = new ArrayList<>(2 + clients.size());
        args.add(ttlMillis());
        args.add(announcedOn(topic));
        args.addAll(clients);
        return run(RENEW, topic, args).map(TopicClients::strings);
    }

    /// The clients in the topic, at most `max`.
    public Uni<List<ClientInfo>> list(Topic topic, int max) {
        return run(LIST, topic, List.of(Integer.toString(max)))
                .map(infos -> strings(infos).stream().map(ClientInfo::decoded).toList());
    }

    public Uni<Count> count(Topic topic) {
        return run(COUNT, topic, List.of())
                .map(counts -> new Count(counts.get(0).toInteger(), counts.get(1).toInteger()));
    }

    private Uni<Response> run(RedisScript script, Topic topic, List<String> args) {
        return script.run(redis, TopicKeys.ofClients(topic), args, config.timeout());
    }

    private String ttlMillis() {
        return Long.toString(config.clientTtl().toMillis());
    }

    private String announcedOn(Topic topic) {
        RealtimeConfig.Namespace namespace = config.namespaces().get(topic.namespace());
        return namespace != null && namespace.joinLeave() ? TopicKeys.pubSubChannel(topic) : "";
    }

    private static List<String> strings(Response response) {
        return StreamSupport.stream(response.spliterator(), false).map(Response::toString).toList();
    }
}
