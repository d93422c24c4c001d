package io.worksync.realtime;

import io.vertx.core.Context;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.worksync.realtime.ShardMap.Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One connection to a server of Redis, on which the topics that this server takes are received.
/// All of it is confined to its owner's event loop.
final class FanoutConnection {

    /// What its owner is told.
    interface Owner {

        /// A publication came.
        void received(Delivered delivered);

        /// Redis has confirmed the topic.
        void subscribed(Topic topic);

        /// All topics that were received before, on another connection, are received again.
        void resubscribed(Set<Topic> again);

        /// Another server takes the topics, and they are received here no more.
        void moved(Set<Topic> topics);

        /// It is of no use any more.
        void lost(FanoutConnection connection, @Nullable Throwable failure);
    }

    private static final int TOPICS_PER_COMMAND = 500;
    private static final String MOVED = "MOVED ";

    private final Context loop;
    private final Address server;
    private final RedisConnection connection;
    private final Owner owner;
    private final Set<Topic> topics = new HashSet<>();
    private final Map<Topic, Integer> subscribing = new HashMap<>();
    private final Map<Topic, Integer> unsubscribing = new HashMap<>();
    private final Set<Topic> returning = new HashSet<>();
    private final Set<Topic> returned = new HashSet<>();
    private boolean answered = true;
    private boolean closed;

    FanoutConnection(Context loop, Address server, RedisConnection connection, Owner owner) {
        this.loop = loop;
        this.server = server;
        this.connection = connection;
        this.owner = owner;
        connection.handler(message -> loop.runOnContext(ignored -> received(message)));
        connection.exceptionHandler(failure -> loop.runOnContext(ignored -> lost(failure)));
        connection.endHandler(end -> loop.runOnContext(ignored -> lost(null)));
    }

    Address server() {
        return server;
    }

    /// The topics that are received here, or will be when Redis has confirmed them.
    Set<Topic> topics() {
        return Set.copyOf(topics);
    }

    /// Receives topics of one slot from now on.
    void subscribe(Collection<Topic> wanted) {
        List<Topic> all = List.copyOf(wanted);
        for (int from = 0; from < all.size(); from += TOPICS_PER_COMMAND) {
            List<Topic> some = all.subList(from, Math.min(all.size(), from + TOPICS_PER_COMMAND));
            topics.addAll(some);
            some.forEach(topic -> subscribing.merge(topic, 1, Integer::sum));
            send(Command.SSUBSCRIBE, some);
        }
    }

    /// The same for topics that were received before, of which messages may be missing.
    void subscribeAgain(Collection<Topic> wanted) {
        returning.addAll(wanted);
        subscribe(wanted);
    }

    void unsubscribe(Topic topic) {
        if (topics.remove(topic)) {
            unsubscribing.merge(topic, 1, Integer::sum);
            forget(topic);
            send(Command.SUNSUBSCRIBE, List.of(topic));
        }
    }

    /// What still arrives is not passed on.
    void close() {
        closed = true;
        connection.close();
    }

    /// A connection can be half open: without an answer since the last check it is given up.
    void check() {
        if (!answered) {
            lost(new IllegalStateException("no answer to ping"));
            return;
        }
        answered = false;
        // a push that overtakes the answer takes its place in Vert.x' queue: any message is a sign
        // of life; so does the refusal of a subscription
        connection
                .send(Request.cmd(Command.PING))
                .onSuccess(pong -> loop.runOnContext(ignored -> answered = true))
                .onFailure(failure -> loop.runOnContext(ignored -> refused(failure)));
    }

    private void received(Response message) {
        answered = true;
        if (closed) {
            return;
        }
        if (message instanceof Throwable refusal) {
            refused(refusal);
            return;
        }
        if (!(message.type() == ResponseType.PUSH || message.type() == ResponseType.MULTI)
                || message.size() < 3) {
            return;
        }
        switch (message.get(0).toString()) {
            case "smessage" ->
                    owner.received(Delivered.parse(topic(message), message.get(2).toString()));
            case "ssubscribe" -> confirmed(topic(message));
            case "sunsubscribe" -> ended(topic(message));
            default -> {}
        }
    }

    private static Topic topic(Response message) {
        return TopicKeys.topicOfPubSubChannel(message.get(1).toString());
    }

    /// A topic may be given up and wanted again before Redis has answered the first time, so that
    /// it is subscribed only when as many answers came as commands went.
    private void confirmed(Topic topic) {
        if (isLast(subscribing, topic) && topics.contains(topic)) {
            owner.subscribed(topic);
            if (returning.remove(topic)) {
                returned.add(topic);
                tellReturned();
            }
        }
    }

    /// Redis says so when it was asked to, and of itself when it gives the topic's slot away.
    private void ended(Topic topic) {
        if (unsubscribing.containsKey(topic)) {
            isLast(unsubscribing, topic);
        } else {
            gone(topic::equals);
        }
    }

    /// The whole connection is given up for what cannot be told to be of some slot only.
    private void refused(Throwable refusal) {
        String text = refusal.getMessage();
        if (!closed && text != null && text.startsWith(MOVED)) {
            int slot = Integer.parseInt(text.split(" ", -1)[1]);
            gone(topic -> HashSlot.of(topic.toString()) == slot);
        } else {
            lost(refusal);
        }
    }

    private void gone(Predicate<Topic> which) {
        Set<Topic> moved = topics.stream().filter(which).collect(Collectors.toSet());
        topics.removeAll(moved);
        moved.forEach(this::forget);
        subscribing.keySet().removeIf(which);
        unsubscribing.keySet().removeIf(which);
        if (!moved.isEmpty()) {
            owner.moved(moved);
        }
    }

    private void forget(Topic topic) {
        returned.remove(topic);
        if (returning.remove(topic)) {
            tellReturned();
        }
    }

    private void tellReturned() {
        if (returning.isEmpty() && !returned.isEmpty()) {
            Set<Topic> all = Set.copyOf(returned);
            returned.clear();
            owner.resubscribed(all);
        }
    }

    private void lost(@Nullable Throwable failure) {
        if (!closed) {
            owner.lost(this, failure);
        }
    }

    private void send(Command command, List<Topic> named) {
        Request request = Request.cmd(command);
        named.forEach(topic -> request.arg(TopicKeys.pubSubChannel(topic)));
        connection.send(request).onFailure(failure -> loop.runOnContext(ignored -> lost(failure)));
    }

    /// Counts an answer; whether it was the last one awaited.
    private static boolean isLast(Map<Topic, Integer> awaited, Topic topic) {
        return awaited.computeIfPresent(topic, (key, count) -> count > 1 ? count - 1 : null)
                == null;
    }
}
