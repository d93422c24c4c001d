package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.gateway.protocol.Reply;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicClients;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Tells a client who is in a topic that it is subscribed to, where the namespace shows it.
@ApplicationScoped
class ReadPresence {

    private final KnownTopics topics;
    private final TopicClients clients;
    private final SubscriptionConfig config;

    ReadPresence(KnownTopics topics, TopicClients clients, SubscriptionConfig config) {
        this.topics = topics;
        this.clients = clients;
        this.config = config;
    }

    Uni<Outcome> list(Subscriptions subscriptions, Command.Presence command) {
        Topic topic = shown(subscriptions, command.topic());
        return clients.list(topic, config.maxPresent() + 1)
                .invoke(this::refuseTooMany)
                .emitOn(subscriptions.receiver().loop())
                .map(present -> Outcome.of(new Reply.PresentClients(command.id(), present)));
    }

    Uni<Outcome> count(Subscriptions subscriptions, Command.PresenceStats command) {
        Topic topic = shown(subscriptions, command.topic());
        return clients.count(topic)
                .emitOn(subscriptions.receiver().loop())
                .map(
                        count ->
                                Outcome.of(
                                        new Reply.PresentCount(
                                                command.id(), count.clients(), count.users())));
    }

    private Topic shown(Subscriptions subscriptions, String name) {
        if (!topics.of(topics.named(name)).presence()) {
            throw new Refused(ProtocolError.NOT_AVAILABLE);
        }
        return topics.live(subscriptions, name).topic();
    }

    private void refuseTooMany(List<ClientInfo> present) {
        if (present.size() > config.maxPresent()) {
            throw new Refused(ProtocolError.LIMIT_EXCEEDED, Limit.PRESENT_CLIENTS);
        }
    }
}
