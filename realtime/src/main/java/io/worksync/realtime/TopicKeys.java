package io.worksync.realtime;

import java.util.List;
import java.util.UUID;

/// Names in Redis; the braces keep all of a topic, and its channel, in one slot of a cluster.
final class TopicKeys {

    private static final String CHANNEL_PREFIX = "worksync:topic:{";
    private static final String CHANNEL_SUFFIX = "}";

    private TopicKeys() {}

    /// Meta hash and stream.
    static List<String> of(Topic topic) {
        return List.of("worksync:{" + topic + "}:meta", "worksync:{" + topic + "}:stream");
    }

    /// Leases and infos of clients.
    static List<String> ofClients(Topic topic) {
        return List.of("worksync:{" + topic + "}:leases", "worksync:{" + topic + "}:clients");
    }

    static String idempotencyPrefix(Topic topic) {
        return "worksync:{" + topic + "}:key:";
    }

    static String pubSubChannel(Topic topic) {
        return CHANNEL_PREFIX + topic + CHANNEL_SUFFIX;
    }

    static Topic topicOfPubSubChannel(String channel) {
        return Topic.parse(
                channel.substring(
                        CHANNEL_PREFIX.length(), channel.length() - CHANNEL_SUFFIX.length()));
    }

    /// An epoch that no stream had before.
    static String freshEpoch() {
        return UUID.randomUUID().toString().substring(0, 13);
    }
}
