package io.worksync.stack.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/// Creates the Kafka topics of the contract where they are missing. A program of its own, so that
/// no one else needs
/// Kafka's client on the class path.
public final class CreateTopics {

    /// Compacted are those whose last record per key is the state.
    public static final List<String> TOPICS =
            List.of(
                    "worksync.chat.messages",
                    "worksync.chat.messages.dlq",
                    "worksync.chat.memberships compact",
                    "worksync.chat.memberships.dlq",
                    "worksync.sessions",
                    "worksync.sessions.dlq",
                    "worksync.presence",
                    "worksync.presence.dlq",
                    "worksync.meetings",
                    "worksync.meetings.dlq",
                    "worksync.notifications",
                    "worksync.notifications.dlq");

    private static final int PARTITIONS = 3;
    private static final long TIMEOUT_SECONDS = 30;

    private CreateTopics() {}

    /// @param arguments the broker's address
    public static void main(String[] arguments) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]))) {
            Set<String> existing =
                    admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing =
                    TOPICS.stream()
                            .map(CreateTopics::topic)
                            .filter(topic -> !existing.contains(topic.name()))
                            .collect(Collectors.toList());
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static NewTopic topic(String line) {
        String[] words = line.split(" ");
        NewTopic topic = new NewTopic(words[0], Optional.of(PARTITIONS), Optional.empty());
        return words.length > 1 ? topic.configs(Map.of("cleanup.policy", words[1])) : topic;
    }
}
