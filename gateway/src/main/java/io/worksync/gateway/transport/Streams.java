package io.worksync.gateway.transport;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The streams of this node, by the secret that their clients were told.
@ApplicationScoped
public class Streams {

    private final Map<String, StreamTransport> open = new ConcurrentHashMap<>();

    Streams(MeterRegistry registry) {
        registry.gaugeMapSize("worksync_gateway_streams", Tags.empty(), open);
    }

    void add(StreamTransport stream) {
        open.put(stream.emulationSession(), stream);
    }

    void remove(StreamTransport stream) {
        open.remove(stream.emulationSession());
    }

    /// Hands a message to a stream. Messages are taken in the order of the calls.
    public Uni<Delivery> deliver(String session, Buffer message) {
        StreamTransport stream = open.get(session);
        if (stream == null) {
            return Uni.createFrom().item(Delivery.UNKNOWN);
        }
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                stream.loop()
                                        .execute(() -> emitter.complete(stream.take(message))));
    }
}
