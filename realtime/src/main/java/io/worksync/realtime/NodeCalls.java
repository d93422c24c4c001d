package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Questions from node to node, over Redis.
///
/// The questions of one node reach another in the order in which they were asked, each at most
/// once: pub/sub may lose one, and then it is [NodeAnswer.Unanswered]. Only so many are open at
/// once.
@ApplicationScoped
public class NodeCalls {

    private static final Logger LOG = Logger.getLogger(NodeCalls.class);
    private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

    private record Open(UniEmitter<? super NodeAnswer> emitter, long timer) {}

    private final Vertx vertx;
    private final Redis redis;
    private final NodeLeases leases;
    private final RealtimeConfig config;
    private final Context loop;
    private final Map<Long, Open> open = new HashMap<>();
    private String node = "";
    private Function<Buffer, Uni<Buffer>> answers = question -> Uni.createFrom().nothing();
    private @Nullable NodeChannel channel;
    private long last;

    NodeCalls(Vertx vertx, Redis redis, NodeLeases leases, RealtimeConfig config) {
        this.vertx = vertx;
        this.redis = redis;
        this.leases = leases;
        this.config = config;
        this.loop = vertx.getOrCreateContext();
    }

    /// Takes part as the node of this name, and answers questions with `answerer`; call once. What
    /// it fails on is left unanswered.
    public void serve(String name, Function<Buffer, Uni<Buffer>> answerer) {
        loop.runOnContext(
                ignored -> {
                    node = name;
                    answers = answerer;
                    channel = new NodeChannel(vertx, loop, redis, name, this::received);
                    channel.open();
                });
    }

    /// Takes part no more; what is asked from now on is refused.
    public void leave() {
        loop.runOnContext(
                ignored -> {
                    if (channel != null) {
                        channel.close();
                        channel = null;
                    }
                });
    }

    /// Asks another node; never fails.
    public Uni<NodeAnswer> ask(String to, Buffer question) {
        if (!NAME.matcher(to).matches()) {
            return Uni.createFrom().item(new NodeAnswer.Gone());
        }
        return Uni.createFrom()
                .emitter(emitter -> loop.runOnContext(ignored -> ask(to, question, emitter)));
    }

    private void ask(String to, Buffer question, UniEmitter<? super NodeAnswer> emitter) {
        if (channel == null || open.size() >= config.nodeCallsAtOnce()) {
            emitter.complete(new NodeAnswer.Refused());
            return;
        }
        long number = ++last;
        long timer =
                vertx.setTimer(
                        config.timeout().toMillis(),
                        id ->
                                loop.runOnContext(
                                        ignored -> settle(number, new NodeAnswer.Unanswered())));
        open.put(number, new Open(emitter, timer));
        channel.send(to, new NodeLetter.Question(number, node, question))
                .onSuccess(receivers -> sent(number, to, receivers))
                .onFailure(failure -> settle(number, new NodeAnswer.Unanswered()));
    }

    /// A node that nobody hears may just be connecting to Redis again; its lease tells.
    private void sent(long number, String to, int receivers) {
        if (receivers == 0) {
            UniHelper.toFuture(leases.alive(Set.of(to)))
                    .map(alive -> alive.contains(to))
                    .otherwise(true)
                    .onSuccess(
                            alive ->
                                    loop.runOnContext(
                                            ignored ->
                                                    settle(
                                                            number,
                                                            alive
                                                                    ? new NodeAnswer.Unanswered()
                                                                    : new NodeAnswer.Gone())));
        }
    }

    private void settle(long number, NodeAnswer answer) {
        Open settled = open.remove(number);
        if (settled != null) {
            vertx.cancelTimer(settled.timer());
            settled.emitter().complete(answer);
        }
    }

    private void received(NodeLetter letter) {
        switch (letter) {
            case NodeLetter.Question question -> answer(question);
            case NodeLetter.Answer answer ->
                    settle(answer.number(), new NodeAnswer.Answered(answer.content()));
            case NodeLetter.Check _ -> {}
        }
    }

    private void answer(NodeLetter.Question question) {
        UniHelper.toFuture(Uni.createFrom().deferred(() -> answers.apply(question.content())))
                .onSuccess(answer -> loop.runOnContext(ignored -> reply(question, answer)))
                .onFailure(failure -> LOG.errorf(failure, "A question of a node was not answered"));
    }

    private void reply(NodeLetter.Question question, Buffer answer) {
        if (channel != null) {
            channel.send(question.from(), new NodeLetter.Answer(question.number(), answer))
                    .onFailure(
                            failure -> LOG.warnf("No answer to a node: %s", failure.getMessage()));
        }
    }
}
