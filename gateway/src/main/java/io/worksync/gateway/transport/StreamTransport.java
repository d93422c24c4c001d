package io.worksync.gateway.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Push;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to one HTTP request that never ends by itself. What the client says comes in requests
/// of their own, through [Streams].
public final class StreamTransport implements Transport {

    private final RoutingContext call;
    private final HttpServerResponse response;
    private final StreamForm form;
    private final Codec codec;
    private final Streams streams;
    private final Loop loop;
    private final String session = StreamSession.next();
    private @Nullable Buffer first;
    private @Nullable Listener listener;
    private boolean paused;
    private boolean gone;

    /// A stream that begins with what came in the request.
    public StreamTransport(
            RoutingContext call,
            StreamForm form,
            Buffer first,
            Streams streams,
            Loop loop,
            TransportLimits limits) {
        this.call = call;
        this.response = call.response();
        this.form = form;
        this.codec = form.codec();
        this.first = first;
        this.streams = streams;
        this.loop = loop;
        response.setWriteQueueMaxSize(limits.maxQueuedBytes());
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public String userAgent() {
        String named = call.request().getHeader(HttpHeaders.USER_AGENT);
        return named == null ? "" : named;
    }

    @Override
    public String emulationSession() {
        return session;
    }

    @Override
    public void open(Listener opened) {
        listener = opened;
        streams.add(this);
        // when it is ended by us, it is gone when the client has everything
        call.addEndHandler(
                end -> {
                    if (!response.ended()) {
                        gone();
                    }
                });
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, form.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // a proxy that collects the answer before it passes it on would never pass it on
                .putHeader("X-Accel-Buffering", "no")
                .writeHead();
        Buffer message = first;
        first = null;
        if (message != null) {
            opened.received(message);
        }
    }

    @Override
    public void send(List<Buffer> encoded) {
        response.write(form.frame(encoded));
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void whenWritable(Runnable writable) {
        response.drainHandler(
                drained -> {
                    response.drainHandler(null);
                    writable.run();
                });
    }

    @Override
    public boolean isClosed() {
        return response.ended() || response.closed();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close(short code, String reason) {
        Buffer farewell = codec.encode(new Push.Disconnected(code, reason));
        response.end(form.frame(List.of(farewell))).onComplete(done -> gone());
    }

    @Override
    public void cut() {
        HttpConnections.cut(call.request().connection());
    }

    Loop loop() {
        return loop;
    }

    /// Takes what the client sent by another request; from the loop only.
    Delivery take(Buffer message) {
        if (listener == null || isClosed()) {
            return Delivery.UNKNOWN;
        }
        if (paused) {
            return Delivery.BUSY;
        }
        listener.received(message);
        return Delivery.TAKEN;
    }

    private void gone() {
        if (!gone) {
            gone = true;
            streams.remove(this);
            if (listener != null) {
                listener.gone();
            }
        }
    }
}
