package io.worksync.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.loop.Loops;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Codecs;
import io.worksync.gateway.support.RunningGateway;
import io.worksync.gateway.transport.Transport;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// A client that reads slowly, as the outbox sees it.
@QuarkusTest
class WhatWaitsForAReaderTest extends RunningGateway {

    private static final Buffer LARGE = Buffer.buffer("x".repeat(100_000));

    @Inject Vertx vertx;
    @Inject Loops loops;
    @Inject ConnectionConfig config;
    @Inject ConnectionMetrics counted;

    private final List<String> ended = new ArrayList<>();

    @Test
    void of_what_is_replaced_only_the_latest_is_sent() {
        Slow slow = new Slow();
        onLoop(
                slow,
                (outbox, then) -> {
                    slow.full = true;
                    outbox.write(Buffer.buffer("first"));
                    outbox.write(Buffer.buffer("typing 1"), "a");
                    outbox.write(Buffer.buffer("cursor 1"), "b");
                    outbox.write(Buffer.buffer("second"));
                    outbox.write(Buffer.buffer("typing 2"), "a");
                    then.run();
                });
        assertThat(slow.sent).isEmpty();
        slow.drain();
        assertThat(slow.sent).containsExactly("first", "second", "cursor 1", "typing 2");
        assertThat(ended).isEmpty();
    }

    @Test
    void while_there_is_room_everything_is_sent_in_order() {
        Slow slow = new Slow();
        onLoop(
                slow,
                (outbox, then) -> {
                    outbox.write(Buffer.buffer("typing 1"), "a");
                    outbox.write(Buffer.buffer("message"));
                    outbox.write(Buffer.buffer("typing 2"), "a");
                    then.run();
                });
        assertThat(slow.sent).containsExactly("typing 1", "message", "typing 2");
    }

    @Test
    void what_replaces_itself_never_ends_the_connection_and_the_rest_does() {
        Slow slow = new Slow();
        onLoop(
                slow,
                (outbox, then) -> {
                    slow.full = true;
                    for (int i = 0; i < 1_000; i++) {
                        outbox.write(LARGE, "a");
                    }
                    then.run();
                });
        assertThat(ended).isEmpty();

        Slow slower = new Slow();
        onLoop(
                slower,
                (outbox, then) -> {
                    slower.full = true;
                    for (int i = 0; i < 11; i++) {
                        outbox.write(LARGE);
                    }
                    then.run();
                });
        assertThat(ended).contains("slow");
    }

    private void onLoop(Slow slow, BiConsumer<Outbox, Runnable> writes) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(
                        ignored -> {
                            Outbox outbox =
                                    new Outbox(
                                            slow,
                                            loops.current(),
                                            new Timers(vertx),
                                            config,
                                            counted,
                                            () -> ended.add("slow"));
                            writes.accept(
                                    outbox, () -> vertx.setTimer(20, id -> done.complete(null)));
                        });
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// A client's way that takes something or nothing, as the test says.
    private static final class Slow implements Transport {

        private final List<String> sent = new ArrayList<>();
        private boolean full;
        private Runnable writable = () -> {};

        void drain() {
            full = false;
            writable.run();
        }

        @Override
        public Codec codec() {
            return Codecs.of(null);
        }

        @Override
        public void open(Listener listener) {}

        @Override
        public void send(List<Buffer> encoded) {
            encoded.forEach(each -> sent.add(each.toString()));
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void whenWritable(Runnable whenWritable) {
            writable = whenWritable;
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close(short code, String reason) {}

        @Override
        public void cut() {}
    }
}
