package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks the owner anew whether a client may still have a topic. Nothing expires by itself, so that
/// this is for whoever wants to be certain.
@ApplicationScoped
class RefreshSubscription {

    private final KnownTopics topics;
    private final Permissions permissions;

    RefreshSubscription(KnownTopics topics, Permissions permissions) {
        this.topics = topics;
        this.permissions = permissions;
    }

    /// Where the owner refuses, the subscription ends with 2501 and the answer is 103.
    Uni<Outcome> refresh(Subscriptions subscriptions, Caller caller, Command.SubRefresh command) {
        Subscription subscription = topics.live(subscriptions, command.topic());
        Outcome refreshed = Outcome.of(new Reply.SubRefreshed(command.id()));
        if (topics.of(subscription.topic()).owner().isEmpty()) {
            return Uni.createFrom().item(refreshed);
        }
        return permissions
                .ask(subscriptions.own(), caller, subscription.topic())
                .emitOn(subscriptions.receiver().loop())
                .invoke(allowed -> endUnless(allowed, subscriptions, subscription))
                .replaceWith(refreshed);
    }

    private static void endUnless(
            boolean allowed, Subscriptions subscriptions, Subscription subscription) {
        if (!allowed) {
            subscriptions.expire(subscription);
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
    }
}
