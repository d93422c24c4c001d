package io.worksync.gateway.session;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.session.Session;
import io.worksync.gateway.protocol.Closing;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.subscription.SessionTopics;
import io.worksync.gateway.subscription.Subscriptions;
import io.worksync.gateway.token.Caller;
import io.worksync.gateway.token.Revocations;
import io.worksync.gateway.token.TokenRefused;
import io.worksync.gateway.token.TokenVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Opens and refreshes sessions: who it is, and which topics they get.
@ApplicationScoped
public class OpenSession {

    private static final String VERSION = "WorkSync";

    /// A session and what its client is told.
    public record Opened(LiveSession session, Outcome outcome) {}

    private final TokenVerifier tokens;
    private final Revocations revocations;
    private final Sessions sessions;
    private final SessionTopics topics;
    private final Node node;
    private final SessionConfig config;
    private final ConnectLimits limits;
    private final Clock clock;

    OpenSession(
            TokenVerifier tokens,
            Revocations revocations,
            Sessions sessions,
            SessionTopics topics,
            Node node,
            SessionConfig config,
            ConnectLimits limits,
            Clock clock) {
        this.tokens = tokens;
        this.revocations = revocations;
        this.sessions = sessions;
        this.topics = topics;
        this.node = node;
        this.config = config;
        this.limits = limits;
        this.clock = clock;
    }

    /// Opens a session for a connection that has none.
    public Uni<Opened> open(
            Subscriptions subscriptions, Command.Connect command, String userAgent) {
        limits.check(command);
        ClientSoftware client = new ClientSoftware(command.name(), command.version(), userAgent);
        return tokens.verify(command.token())
                .onFailure(TokenRefused.class)
                .transform(failure -> answer(failure))
                .invoke(this::takePlace)
                .emitOn(subscriptions.receiver().loop())
                .chain(caller -> openFor(caller, client, subscriptions, command));
    }

    /// Goes on with a new token of the same user; anyone else's is refused and changes nothing.
    public Uni<Outcome> refresh(LiveSession session, Command.Refresh command) {
        return tokens.verify(command.token())
                .onFailure(TokenRefused.class)
                .transform(failure -> answer(failure))
                .invoke(caller -> accept(session, caller))
                .map(caller -> refreshed(command.id(), session, caller));
    }

    /// When a session ends unless its client brings a new token.
    public Instant deadline(LiveSession session) {
        return session.caller().expiresAt().plus(config.grace());
    }

    /// Closes where the session's token was revoked since it was verified.
    public void check(LiveSession session) {
        try {
            revocations.check(session.caller());
        } catch (TokenRefused refused) {
            throw answer(refused);
        }
    }

    /// Ends a session whose connection went before it could begin.
    public void abandon(LiveSession session) {
        sessions.closed(session.session());
    }

    private Uni<Opened> openFor(
            Caller caller,
            ClientSoftware client,
            Subscriptions subscriptions,
            Command.Connect command) {
        return topics.open(subscriptions, caller, command.subs())
                .onFailure()
                .invoke(failure -> sessions.freePlace(caller.id()))
                .map(opened -> opened(command.id(), caller, client, opened));
    }

    private void takePlace(Caller caller) {
        if (!sessions.takePlace(caller.id())) {
            throw new Closing(Disconnect.CONNECTION_LIMIT);
        }
    }

    private Opened opened(
            long id, Caller caller, ClientSoftware client, SessionTopics.Opened topics) {
        Session session =
                new Session(
                        UUID.randomUUID().toString(), caller.id(), node.name(), clock.instant());
        LiveSession live = new LiveSession(session, client, caller);
        sessions.opened(live);
        Reply reply = connected(id, session, caller, topics.subs());
        return new Opened(live, new Outcome(reply, topics.goLive()));
    }

    private Reply connected(
            long id, Session session, Caller caller, Map<String, Reply.Subscription> subs) {
        return new Reply.Connected(
                id,
                session.id(),
                VERSION,
                ttl(caller),
                config.ping().toSeconds(),
                session.id(),
                node.address(),
                clock.millis(),
                subs);
    }

    private static void accept(LiveSession session, Caller caller) {
        if (!caller.id().equals(session.session().userId())) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
        session.setCaller(caller);
    }

    private Outcome refreshed(long id, LiveSession session, Caller caller) {
        return Outcome.of(new Reply.Refreshed(id, session.session().id(), VERSION, ttl(caller)));
    }

    private long ttl(Caller caller) {
        Duration left = Duration.between(clock.instant(), caller.expiresAt());
        return Math.max(1, left.minus(config.refreshEarly()).toSeconds());
    }

    private static RuntimeException answer(TokenRefused refused) {
        return switch (refused.reason()) {
            case EXPIRED -> new Refused(ProtocolError.TOKEN_EXPIRED);
            case INVALID, REVOKED -> new Closing(Disconnect.INVALID_TOKEN);
            case UNVERIFIABLE -> new Refused(ProtocolError.INTERNAL);
        };
    }
}
