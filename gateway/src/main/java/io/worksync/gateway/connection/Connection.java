package io.worksync.gateway.connection;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.worksync.gateway.connection.Timers.Kind;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Codecs;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.session.LiveSession;
import io.worksync.gateway.subscription.Receiver;
import io.worksync.gateway.subscription.Subscriptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One socket: ties its parts together, and ends all of them when it ends.
final class Connection implements Receiver {

    private final ServerWebSocket socket;
    private final Runnable cut;
    private final Loop loop;
    private final Codec codec;
    private final ConnectionConfig config;
    private final Connections connections;
    private final Timers timers;
    private final Outbox outbox;
    private final CommandQueue commands;
    private final Heartbeat heartbeat;
    private final Intake intake;
    private final Subscriptions subscriptions;
    private final CallLane calls = new CallLane();
    private @Nullable LiveSession session;
    private boolean closed;

    Connection(
            ServerWebSocket socket, Runnable cut, Loop loop, Vertx vertx, Connections connections) {
        this.socket = socket;
        this.cut = cut;
        this.loop = loop;
        this.connections = connections;
        this.config = connections.config();
        this.codec = Codecs.of(socket.subProtocol());
        this.timers = new Timers(vertx);
        this.subscriptions = connections.subscriptionsOf(this);
        this.outbox =
                new Outbox(
                        socket,
                        loop,
                        codec,
                        config.maxQueuedBytes(),
                        () -> disconnect(Disconnect.SLOW));
        this.heartbeat =
                new Heartbeat(
                        timers,
                        connections.pingInterval(),
                        config.pongTimeout(),
                        () -> write(codec.ping()),
                        () -> disconnect(Disconnect.NO_PONG));
        this.commands =
                new CommandQueue(
                        loop,
                        config,
                        command -> connections.handler().handle(this, command),
                        this::reply,
                        (command, failure) -> connections.handler().failed(this, command, failure),
                        this::read);
        this.intake = new Intake(this, commands, heartbeat, config);
    }

    /// Begins to read.
    void open() {
        Messages messages = new Messages(codec.text(), config, intake::received, this::disconnect);
        socket.frameHandler(messages::frame);
        socket.exceptionHandler(failure -> connections.broken(this, failure));
        socket.closeHandler(ignored -> gone());
        timers.after(Kind.CONNECT, config.connectTimeout(), () -> disconnect(Disconnect.STALE));
    }

    @Nullable LiveSession session() {
        return session;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    CallLane calls() {
        return calls;
    }

    /// The session is open.
    void setSession(LiveSession opened) {
        session = opened;
        timers.cancel(Kind.CONNECT);
        heartbeat.start();
    }

    /// Ends the connection when its token is not renewed until then.
    void expireAfter(Duration delay) {
        timers.after(Kind.TOKEN, delay, () -> disconnect(Disconnect.EXPIRED));
    }

    boolean isClosed() {
        return closed;
    }

    void reply(Outcome outcome) {
        write(codec.encode(outcome.reply()));
        outcome.then().run();
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void write(Buffer encoded) {
        outbox.write(encoded);
    }

    @Override
    public void disconnect(Disconnect reason) {
        close(reason.code(), reason.reason());
    }

    void close(short code, String reason) {
        if (closed) {
            return;
        }
        connections.metrics().disconnected(code);
        closed = true;
        if (code != Disconnect.SLOW.code()) {
            outbox.flush();
        }
        end();
        if (!socket.isClosed()) {
            socket.close(code, reason);
            // a client that reads nothing does not read this either
            timers.after(Kind.CUT, config.closeTimeout(), cut);
        }
    }

    private void read(boolean reading) {
        if (socket.isClosed()) {
            return;
        }
        heartbeat.hearing(reading);
        if (reading) {
            socket.resume();
        } else {
            socket.pause();
        }
    }

    private void gone() {
        closed = true;
        timers.cancelAll();
        end();
        connections.gone(this);
    }

    private void end() {
        timers.cancelAll();
        outbox.close();
        commands.close();
        subscriptions.close();
        if (session != null) {
            connections.sessions().closed(session.session());
        }
    }
}
