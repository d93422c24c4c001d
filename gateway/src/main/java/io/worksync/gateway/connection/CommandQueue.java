package io.worksync.gateway.connection;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Outcome;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Starts the commands of one client in the order in which they came, a bounded number at once.
///
/// Nothing starts while a `connect` is under way. When too many wait, the socket is not read.
final class CommandQueue {

    private final Loop loop;
    private final ConnectionConfig config;
    private final Function<Command, Uni<Outcome>> handler;
    private final Consumer<Outcome> replies;
    private final BiConsumer<Command, Throwable> failures;
    private final Consumer<Boolean> reading;
    private final Queue<Command> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean connecting;
    private boolean paused;
    private boolean closed;
    private @Nullable Runnable whenAnswered;

    CommandQueue(
            Loop loop,
            ConnectionConfig config,
            Function<Command, Uni<Outcome>> handler,
            Consumer<Outcome> replies,
            BiConsumer<Command, Throwable> failures,
            Consumer<Boolean> reading) {
        this.loop = loop;
        this.config = config;
        this.handler = handler;
        this.replies = replies;
        this.failures = failures;
        this.reading = reading;
    }

    void offer(Command command) {
        waiting.add(command);
        startSome();
        if (!paused && waiting.size() > config.maxWaitingCommands()) {
            paused = true;
            reading.accept(false);
        }
    }

    /// Has the client send no more, and runs this once everything that came is answered.
    void finish(Runnable then) {
        whenAnswered = then;
        reading.accept(false);
        endWhenAnswered();
    }

    /// Starts nothing more, and tells nobody what becomes of what is under way.
    void close() {
        closed = true;
        waiting.clear();
    }

    private void startSome() {
        while (!closed && !connecting && underWay < config.commandsAtOnce()) {
            Command next = waiting.poll();
            if (next == null) {
                return;
            }
            start(next);
        }
    }

    private void start(Command command) {
        underWay++;
        connecting = command instanceof Command.Connect;
        UniHelper.toFuture(Uni.createFrom().deferred(() -> handler.apply(command)).emitOn(loop))
                .onComplete(
                        done -> {
                            if (done.succeeded()) {
                                finished(command, () -> replies.accept(done.result()));
                            } else {
                                finished(command, () -> failures.accept(command, done.cause()));
                            }
                        });
    }

    private void finished(Command command, Runnable answer) {
        underWay--;
        if (command instanceof Command.Connect) {
            connecting = false;
        }
        if (closed) {
            return;
        }
        answer.run();
        startSome();
        endWhenAnswered();
        if (paused && whenAnswered == null && waiting.size() <= config.maxWaitingCommands() / 2) {
            paused = false;
            reading.accept(true);
        }
    }

    private void endWhenAnswered() {
        if (whenAnswered != null && underWay == 0 && waiting.isEmpty()) {
            whenAnswered.run();
        }
    }
}
