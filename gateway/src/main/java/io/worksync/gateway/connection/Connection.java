package io.worksync.gateway.connection;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.connection.Timers.Kind;
import io.worksync.gateway.limit.LimitMetrics;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.session.LiveSession;
import io.worksync.gateway.subscription.Receiver;
import io.worksync.gateway.subscription.Subscriptions;
import io.worksync.gateway.transport.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One client: ties its parts together, and ends all of them when it ends.
final class Connection implements Receiver, Transport.Listener {

    private final Transport transport;
    private final Place place;
    private final Loop loop;
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

    Connection(Transport transport, Place place, Loop loop, Vertx vertx, Connections connections) {
        this.transport = transport;
        this.place = place;
        this.loop = loop;
        this.connections = connections;
        this.config = connections.config();
        this.timers = new Timers(vertx);
        this.subscriptions = connections.subscriptionsOf(this);
        this.outbox =
                new Outbox(
                        transport,
                        loop,
                        timers,
                        config,
                        connections.metrics(),
                        () -> disconnect(Disconnect.SLOW));
        this.heartbeat =
                new Heartbeat(
                        timers,
                        connections.pingInterval(),
                        config.pongTimeout(),
                        () -> write(codec().ping()),
                        () -> !outbox.isBlocked(),
                        () -> disconnect(Disconnect.NO_PONG));
        this.commands =
                new CommandQueue(
                        loop,
                        config,
                        command -> connections.handler().handle(this, command),
                        this::reply,
                        (command, failure) -> connections.handler().failed(this, command, failure),
                        this::read);
        this.intake = new Intake(this, commands, heartbeat, connections);
    }

    /// Begins to read.
    void open() {
        timers.after(Kind.CONNECT, config.connectTimeout(), () -> disconnect(Disconnect.STALE));
        transport.open(this);
    }

    @Nullable LiveSession session() {
        return session;
    }

    String userAgent() {
        return transport.userAgent();
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    LimitMetrics limits() {
        return connections.metrics().limits();
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

    /// Tells a client that sends by other requests what to name in them.
    Outcome addressed(Outcome outcome) {
        String secret = transport.emulationSession();
        return secret != null && outcome.reply() instanceof Reply.Connected connected
                ? new Outcome(connected.inSession(secret), outcome.then())
                : outcome;
    }

    void reply(Outcome outcome) {
        Reply reply = outcome.reply();
        if (reply != null) {
            write(codec().encode(reply));
        }
        outcome.then().run();
    }

    @Override
    public Codec codec() {
        return transport.codec();
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
    public void write(Buffer encoded, @Nullable String replaces) {
        if (replaces == null) {
            outbox.write(encoded);
        } else {
            outbox.write(encoded, replaces);
        }
    }

    @Override
    public void disconnect(Disconnect reason) {
        close(reason.code(), reason.reason());
    }

    @Override
    public void received(Buffer message) {
        intake.received(message);
    }

    @Override
    public void began(boolean unfinished) {
        if (unfinished) {
            timers.after(
                    Kind.MESSAGE,
                    config.messageTimeout(),
                    () -> disconnect(Disconnect.MESSAGE_UNFINISHED));
        } else {
            timers.cancel(Kind.MESSAGE);
        }
    }

    @Override
    public void broken(short code, String reason) {
        close(code, reason);
    }

    /// Ends once the commands that came are answered, or they take too long.
    void leave(Disconnect reason, Duration patience) {
        if (!closed) {
            timers.after(Kind.LEAVE, patience, () -> disconnect(reason));
            commands.finish(() -> disconnect(reason));
        }
    }

    private void close(short code, String reason) {
        if (closed) {
            return;
        }
        connections.metrics().disconnected(code, reason);
        closed = true;
        if (code != Disconnect.SLOW.code()) {
            outbox.flush();
        }
        end();
        if (!transport.isClosed()) {
            farewell(code, reason);
        }
    }

    private void farewell(short code, String reason) {
        // the answer to the farewell is to be heard
        transport.resume();
        if (code == Disconnect.NO_PONG.code()) {
            // it was waited for long enough
            transport.close(code, reason);
            transport.cut();
        } else {
            // a client that reads nothing does not read this either; set first, since the answer,
            // which may come at once, cancels it
            timers.after(Kind.CUT, config.closeTimeout(), transport::cut);
            transport.close(code, reason);
        }
    }

    private void read(boolean reading) {
        if (transport.isClosed()) {
            return;
        }
        heartbeat.hearing(reading);
        if (reading) {
            transport.resume();
        } else {
            transport.pause();
        }
    }

    @Override
    public void gone() {
        closed = true;
        timers.cancelAll();
        end();
        place.free();
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
