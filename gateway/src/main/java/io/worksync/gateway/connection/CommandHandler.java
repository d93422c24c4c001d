package io.worksync.gateway.connection;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.forward.CallService;
import io.worksync.gateway.forward.Trace;
import io.worksync.gateway.protocol.Closing;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.protocol.ErrorBody;
import io.worksync.gateway.protocol.JsonData;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.session.ClientInfos;
import io.worksync.gateway.session.LiveSession;
import io.worksync.gateway.session.OpenSession;
import io.worksync.gateway.session.Turnstile;
import io.worksync.gateway.subscription.TopicCommands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// The table of contents of the wire: who does what a command asks.
@ApplicationScoped
class CommandHandler {

    private static final Logger LOG = Logger.getLogger(CommandHandler.class);

    private final OpenSession openSession;
    private final Turnstile turnstile;
    private final TopicCommands topicCommands;
    private final ClientInfos clientInfos;
    private final CallService callService;
    private final Clock clock;

    CommandHandler(
            OpenSession openSession,
            Turnstile turnstile,
            TopicCommands topicCommands,
            ClientInfos clientInfos,
            CallService callService,
            Clock clock) {
        this.openSession = openSession;
        this.turnstile = turnstile;
        this.topicCommands = topicCommands;
        this.clientInfos = clientInfos;
        this.callService = callService;
        this.clock = clock;
    }

    /// Does a command; fails with [Refused] or [Closing] where it is not to be done.
    Uni<Outcome> handle(Connection connection, Command command) {
        LiveSession session = connection.session();
        if (session == null && command instanceof Command.Connect connect) {
            return connect(connection, connect);
        }
        if (session == null || (command.id() == 0 && !(command instanceof Command.Send))) {
            throw new Closing(Disconnect.BAD_REQUEST);
        }
        return switch (command) {
            case Command.OnTopic onTopic ->
                    topicCommands.handle(
                            connection.subscriptions(),
                            session.caller(),
                            () -> clientInfos.of(session),
                            onTopic);
            case Command.Rpc rpc -> call(connection, session, rpc).map(Outcome::of);
            case Command.Send send -> send(connection, session, send);
            case Command.Refresh refresh -> refresh(connection, session, refresh);
            case Command.Ping ping -> now(Outcome.of(new Reply.Pinged(ping.id())));
            case Command.NotOffered _ -> throw new Refused(ProtocolError.NOT_AVAILABLE);
            case Command.Unknown _ -> throw new Refused(ProtocolError.METHOD_NOT_FOUND);
            case Command.Connect _, Command.Pong _ -> throw new Closing(Disconnect.BAD_REQUEST);
        };
    }

    /// Answers a command that was not done. What nobody expected is a bug: it is logged once.
    void failed(Connection connection, Command command, Throwable failure) {
        if (command instanceof Command.Connect) {
            connection.subscriptions().dropAll();
        }
        if (failure instanceof Refused refused && refused.limit() != null) {
            connection.limits().reached(refused.limit());
        }
        if (failure instanceof Closing closing) {
            connection.disconnect(closing.disconnect());
            return;
        }
        if (command.id() == 0) {
            // nobody waits for an answer
            LOG.debugf("%s failed: %s", command.getClass().getSimpleName(), failure);
            return;
        }
        connection.reply(Outcome.of(new Reply.Failed(command.id(), error(command, failure))));
    }

    private static ErrorBody error(Command command, Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused.error().body();
        }
        String name = command.getClass().getSimpleName();
        String trace = Trace.begin().id();
        if (failure instanceof Refusal
                || failure instanceof TimeoutException
                || failure instanceof io.smallrye.mutiny.TimeoutException) {
            LOG.warnf("A command failed, %s: %s, trace %s", name, failure, trace);
        } else {
            LOG.errorf(failure, "%s failed, trace %s", name, trace);
        }
        return ProtocolError.INTERNAL.body(trace);
    }

    private Uni<Outcome> connect(Connection connection, Command.Connect command) {
        return turnstile.pass(
                connection.loop(),
                connection::isClosed,
                () ->
                        openSession
                                .open(connection.subscriptions(), command, connection.userAgent())
                                .map(opened -> begin(connection, opened)));
    }

    private Outcome begin(Connection connection, OpenSession.Opened opened) {
        if (connection.isClosed()) {
            // it went while the services were asked
            openSession.abandon(opened.session());
        } else {
            connection.setSession(opened.session());
            // revoked while the services were asked, when nobody saw that the session was there
            openSession.check(opened.session());
            expire(connection, opened.session());
        }
        return connection.addressed(opened.outcome());
    }

    private Uni<Outcome> refresh(
            Connection connection, LiveSession session, Command.Refresh command) {
        return openSession
                .refresh(session, command)
                .emitOn(connection.loop())
                .invoke(refreshed -> expire(connection, session));
    }

    private void expire(Connection connection, LiveSession session) {
        connection.expireAfter(Duration.between(clock.instant(), openSession.deadline(session)));
    }

    /// Reads may overtake each other; what changes something happens in the order it was sent.
    private Uni<Reply> call(Connection connection, LiveSession session, Command.Rpc command) {
        return command.method().startsWith("GET ")
                ? callService.call(session.caller(), command)
                : connection.calls().enqueue(() -> callService.call(session.caller(), command));
    }

    /// A call of whose result nobody hears. What asks for no call is nothing: there is no way to
    /// say so but to end the connection.
    private Uni<Outcome> send(Connection connection, LiveSession session, Command.Send command) {
        return JsonData.call(command.data())
                .map(rpc -> call(connection, session, rpc).replaceWith(Outcome.SILENT))
                .orElseGet(() -> now(Outcome.SILENT));
    }

    private static Uni<Outcome> now(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
