package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.Outcome;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.ClientInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// What a client can do with topics, and who does it.
@ApplicationScoped
public class TopicCommands {

    private final SubscribeTopic subscribeTopic;
    private final PublishToTopic publishToTopic;
    private final ReadHistory readHistory;
    private final ReadPresence readPresence;
    private final RefreshSubscription refreshSubscription;

    TopicCommands(
            SubscribeTopic subscribeTopic,
            PublishToTopic publishToTopic,
            ReadHistory readHistory,
            ReadPresence readPresence,
            RefreshSubscription refreshSubscription) {
        this.subscribeTopic = subscribeTopic;
        this.publishToTopic = publishToTopic;
        this.readHistory = readHistory;
        this.readPresence = readPresence;
        this.refreshSubscription = refreshSubscription;
    }

    /// Does a command of the caller, whom others know as `self`; fails with
    /// [io.worksync.gateway.protocol.Refused] where it is not to be done.
    public Uni<Outcome> handle(
            Subscriptions subscriptions,
            Caller caller,
            Supplier<ClientInfo> self,
            Command.OnTopic command) {
        return switch (command) {
            case Command.Subscribe subscribe ->
                    subscribeTopic.subscribe(subscriptions, caller, self, subscribe);
            case Command.Unsubscribe unsubscribe ->
                    Uni.createFrom().item(subscribeTopic.unsubscribe(subscriptions, unsubscribe));
            case Command.Publish publish -> publishToTopic.publish(subscriptions, self, publish);
            case Command.History history -> readHistory.read(subscriptions, history);
            case Command.Presence presence -> readPresence.list(subscriptions, presence);
            case Command.PresenceStats stats -> readPresence.count(subscriptions, stats);
            case Command.SubRefresh refresh ->
                    refreshSubscription.refresh(subscriptions, caller, refresh);
        };
    }
}
