package io.worksync.presence;

import io.restassured.path.json.JsonPath;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicFanout;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Hears what subscribers of topics and other services hear.
@ApplicationScoped
class Listener {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TopicFanout fanout;
    private final String servers;
    private final List<Delivered> heard = new CopyOnWriteArrayList<>();
    private boolean started;

    Listener(TopicFanout fanout, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.fanout = fanout;
        this.servers = servers;
    }

    synchronized Topic listenTo(String namespace, Object id) {
        if (!started) {
            fanout.start(heard::add, topics -> {});
            started = true;
        }
        Topic topic = Topic.of(namespace, id);
        fanout.subscribe(topic).await().atMost(TIMEOUT);
        return topic;
    }

    List<JsonPath> heardOn(Topic topic) {
        return heard.stream()
                .filter(delivered -> delivered.topic().equals(topic))
                .map(delivered -> JsonPath.from(delivered.data()))
                .toList();
    }

    List<String> availabilitiesOn(Topic topic) {
        return heardOn(topic).stream()
                .map(event -> event.getString("presence.availability"))
                .toList();
    }

    /// The topics that gateways were told to end on a user's topic.
    List<String> endedOn(Topic topic) {
        return heard.stream()
                .filter(delivered -> delivered.topic().equals(topic))
                .filter(delivered -> delivered.control() != null)
                .flatMap(delivered -> delivered.control().unsubscribe().stream())
                .toList();
    }

    List<String> typesOn(Topic topic) {
        return heardOn(topic).stream().map(event -> event.getString("type")).toList();
    }

    /// The availabilities that Kafka holds of the user, in order.
    List<String> availabilitiesOnKafka(Object user) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(KafkaTopics.PRESENCE).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<String> found = new CopyOnWriteArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record -> {
                                    if (user.toString().equals(record.key())) {
                                        found.add(
                                                JsonPath.from(record.value())
                                                        .getString("presence.availability"));
                                    }
                                });
            }
            return found;
        }
    }
}
