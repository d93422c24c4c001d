package io.worksync.gateway.connection;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.limit.LimitMetrics;
import io.worksync.gateway.limit.TokenBucket;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.protocol.MalformedFrame;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Reply;
import java.util.List;

/// What comes in on a connection: reads its commands, and refuses those that come too often.
final class Intake {

    private final Connection connection;
    private final CommandQueue commands;
    private final Heartbeat heartbeat;
    private final TokenBucket rate;
    private final LimitMetrics limits;
    private final int maxRefused;
    private final int maxCommands;
    private int refused;

    Intake(
            Connection connection,
            CommandQueue commands,
            Heartbeat heartbeat,
            Connections connections) {
        this.connection = connection;
        this.commands = commands;
        this.heartbeat = heartbeat;
        ConnectionConfig config = connections.config();
        this.limits = connection.limits();
        this.maxRefused = config.maxRefusedCommands();
        this.maxCommands = config.maxCommandsPerMessage();
        this.rate =
                new TokenBucket(
                        config.commandsPerSecond(), config.commandBurst(), System.nanoTime());
    }

    /// One message, which holds one or more commands.
    void received(Buffer message) {
        if (connection.isClosed()) {
            return;
        }
        try {
            List<Command> taken = connection.codec().decode(message);
            if (taken.size() > maxCommands) {
                limits.reached(Limit.COMMANDS_PER_MESSAGE);
                connection.disconnect(Disconnect.BAD_REQUEST);
            } else {
                taken.forEach(this::take);
            }
        } catch (MalformedFrame e) {
            connection.disconnect(Disconnect.BAD_REQUEST);
        }
    }

    private void take(Command command) {
        if (connection.isClosed()) {
            return;
        }
        if (command instanceof Command.Pong) {
            heartbeat.pong();
            return;
        }
        if (!rate.take(System.nanoTime())) {
            refuse(command);
            return;
        }
        commands.offer(command);
    }

    private void refuse(Command command) {
        limits.reached(Limit.COMMAND_RATE);
        if (++refused > maxRefused) {
            connection.disconnect(Disconnect.TOO_MANY_REQUESTS);
        } else if (command.id() > 0) {
            connection.reply(
                    Outcome.of(new Reply.Failed(command.id(), ProtocolError.TOO_MANY_REQUESTS)));
        }
    }
}
