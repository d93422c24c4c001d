package io.worksync.gateway.subscription;

import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import io.worksync.realtime.RealtimeConfig;
import io.worksync.realtime.RealtimeConfig.Namespace;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// What clients call topics, and what holds for them.
@ApplicationScoped
class KnownTopics {

    private final Map<String, Namespace> namespaces;

    KnownTopics(RealtimeConfig config) {
        this.namespaces = config.namespaces();
    }

    /// The topic of this name; refused with 102 where it is none, or of no namespace.
    Topic named(String name) {
        try {
            Topic topic = Topic.parse(name);
            of(topic);
            return topic;
        } catch (IllegalArgumentException e) {
            throw new Refused(ProtocolError.UNKNOWN_CHANNEL);
        }
    }

    /// The same, where the client has it now; refused with 103 otherwise.
    Subscription live(Subscriptions subscriptions, String name) {
        Subscription subscription = subscriptions.live(named(name));
        if (subscription == null) {
            throw new Refused(ProtocolError.PERMISSION_DENIED);
        }
        return subscription;
    }

    /// What holds for a topic.
    Namespace of(Topic topic) {
        Namespace namespace = namespaces.get(topic.namespace());
        if (namespace == null) {
            throw new IllegalArgumentException("No namespace " + topic.namespace());
        }
        return namespace;
    }
}
