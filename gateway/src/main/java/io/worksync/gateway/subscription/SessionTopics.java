package io.worksync.gateway.subscription;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.subscription.Subscription.Origin;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.Control;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Subscribes a new session to the topics that it is to have, each from where its client left off.
///
/// The user's own topic comes first: what changes while the services are asked is seen on it, and
/// held until the session is open.
@ApplicationScoped
public class SessionTopics {

    /// What a new session was subscribed to.
    ///
    /// `goLive` is to be called right after the client was told.
    public record Opened(Map<String, Reply.Subscription> subs, Runnable goLive) {}

    private record Started(Subscription subscription, Reply.Subscription result) {}

    private final TopicAccess access;
    private final TopicStreams streams;
    private final CatchUp catchUp;
    private final SubscriptionConfig config;

    SessionTopics(
            TopicAccess access, TopicStreams streams, CatchUp catchUp, SubscriptionConfig config) {
        this.access = access;
        this.streams = streams;
        this.catchUp = catchUp;
        this.config = config;
    }

    /// Subscribes all, or fails and the connection is of no use.
    public Uni<Opened> open(
            Subscriptions subscriptions, Caller caller, Map<String, Optional<Position>> offered) {
        Topic own = Topic.of(config.ownNamespace(), caller.id());
        subscriptions.setOwn(own);
        CatchUp.Budget budget = new CatchUp.Budget(config.maxRecoveredBytes());
        Subscription first = subscriptions.reserve(own, Origin.SERVER);
        return UniHelper.toUni(subscriptions.join(first))
                .chain(
                        joined ->
                                topicsOf(caller, own).map(topics -> started(first, joined, topics)))
                .emitOn(subscriptions.receiver().loop())
                .chain(start -> startAll(subscriptions, start, offered, budget))
                .emitOn(subscriptions.receiver().loop())
                .map(SessionTopics::opened);
    }

    /// What was published on the user's own topic before it was joined is in the answer; what comes
    /// later is seen on it.
    private Uni<List<Topic>> topicsOf(Caller caller, Topic own) {
        return streams.published(own).chain(number -> access.topicsOf(caller, number));
    }

    private record Start(Subscription own, Position joined, List<Topic> topics) {}

    private static Start started(Subscription own, Position joined, List<Topic> topics) {
        return new Start(own, joined, topics);
    }

    private Uni<List<Started>> startAll(
            Subscriptions subscriptions,
            Start start,
            Map<String, Optional<Position>> offered,
            CatchUp.Budget budget) {
        List<Uni<Started>> all = new ArrayList<>();
        all.add(caughtUp(start.own(), start.joined(), offered, budget));
        for (Topic topic : current(start)) {
            Subscription subscription = subscriptions.reserve(topic, Origin.SERVER);
            all.add(
                    UniHelper.toUni(subscriptions.join(subscription))
                            .chain(joined -> caughtUp(subscription, joined, offered, budget)));
        }
        return Uni.join().all(all).andFailFast();
    }

    /// The services' answer, corrected by what happened since they were asked.
    private static Set<Topic> current(Start start) {
        Set<Topic> topics = new LinkedHashSet<>(start.topics());
        for (Control control : start.own().heldControls()) {
            control.unsubscribe().forEach(topic -> topics.remove(Topic.parse(topic)));
            control.subscribe().forEach(topic -> topics.add(Topic.parse(topic)));
        }
        topics.remove(start.own().topic());
        return topics;
    }

    private Uni<Started> caughtUp(
            Subscription subscription,
            Position joined,
            Map<String, Optional<Position>> offered,
            CatchUp.Budget budget) {
        Position since =
                offered.getOrDefault(subscription.topic().toString(), Optional.empty())
                        .orElse(null);
        return catchUp.since(since, subscription.topic(), joined, budget)
                .map(result -> new Started(subscription, result));
    }

    private static Opened opened(List<Started> all) {
        Map<String, Reply.Subscription> subs = new LinkedHashMap<>();
        all.forEach(each -> subs.put(each.subscription().topic().toString(), each.result()));
        return new Opened(subs, () -> all.forEach(SessionTopics::goLive));
    }

    private static void goLive(Started started) {
        Position position = started.result().position();
        started.subscription().goLive(position == null ? 0 : position.offset());
    }
}
