package io.worksync.gateway.session;

import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import jakarta.enterprise.context.ApplicationScoped;

/// How much a client may say when it connects.
@ApplicationScoped
class ConnectLimits {

    private final SessionConfig config;

    ConnectLimits(SessionConfig config) {
        this.config = config;
    }

    /// Fails with [Refused] where it says more.
    void check(Command.Connect command) {
        if (command.subs().size() > config.maxOffered()) {
            throw new Refused(ProtocolError.LIMIT_EXCEEDED, Limit.OFFERED_TOPICS);
        }
        if (Math.max(command.name().length(), command.version().length())
                > config.maxClientText()) {
            throw new Refused(ProtocolError.BAD_REQUEST, Limit.CLIENT_TEXT);
        }
    }
}
