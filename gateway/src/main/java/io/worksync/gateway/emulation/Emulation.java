package io.worksync.gateway.emulation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.session.Node;
import io.worksync.gateway.transport.Delivery;
import io.worksync.gateway.transport.StreamSession;
import io.worksync.gateway.transport.Streams;
import io.worksync.realtime.NodeAnswer;
import io.worksync.realtime.NodeCalls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Brings what clients of streams send to the node that holds the stream, and takes what other
/// nodes bring here.
@ApplicationScoped
class Emulation {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Streams streams;
    private final Node node;
    private final NodeCalls nodes;
    private final EmulationMetrics metrics;

    Emulation(Streams streams, Node node, NodeCalls nodes, EmulationMetrics metrics) {
        this.streams = streams;
        this.node = node;
        this.nodes = nodes;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        nodes.serve(node.address(), this::answer);
    }

    void stop(@Observes ShutdownEvent event) {
        nodes.leave();
    }

    /// Completes when the stream has the message. Refuses with 404 where there is no such stream,
    /// with 429 where its client has to wait, and with 503 where its node cannot be asked now.
    Uni<Void> deliver(EmulationRequest request) {
        if (!StreamSession.isWellFormed(request.session())) {
            return Uni.createFrom().failure(Refusal.notFound());
        }
        return request.node().equals(node.address())
                ? streams.deliver(request.session(), request.data())
                        .invoke(this::check)
                        .replaceWithVoid()
                : nodes.ask(request.node(), question(request))
                        .invoke(this::check)
                        .replaceWithVoid();
    }

    private void check(Delivery delivery) {
        metrics.delivered(delivery);
        switch (delivery) {
            case TAKEN -> {}
            case UNKNOWN -> throw Refusal.notFound();
            case BUSY -> throw Refusal.tooMany("Too many commands wait already", SOON);
        }
    }

    private void check(NodeAnswer answer) {
        metrics.forwarded();
        switch (answer) {
            case NodeAnswer.Answered answered -> check(delivery(answered.answer()));
            case NodeAnswer.Gone _ -> check(Delivery.UNKNOWN);
            case NodeAnswer.Unanswered _, NodeAnswer.Refused _ -> {
                metrics.unanswered();
                throw Refusal.unavailable("The node of this stream cannot be asked now", SOON);
            }
        }
    }

    private Uni<Buffer> answer(Buffer question) {
        String session = question.getString(0, StreamSession.LENGTH);
        Buffer data = question.getBuffer(StreamSession.LENGTH, question.length());
        return streams.deliver(session, data).map(Emulation::answer);
    }

    private static Buffer question(EmulationRequest request) {
        return Buffer.buffer(StreamSession.LENGTH + request.data().length())
                .appendString(request.session())
                .appendBuffer(request.data());
    }

    private static Buffer answer(Delivery delivery) {
        return Buffer.buffer(delivery.name());
    }

    private static Delivery delivery(Buffer answer) {
        return Delivery.valueOf(answer.toString(StandardCharsets.UTF_8));
    }
}
