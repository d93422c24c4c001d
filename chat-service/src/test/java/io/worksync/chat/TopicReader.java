package io.worksync.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.worksync.realtime.Control;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import io.worksync.realtime.TopicStreams.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Reads topics as a gateway does.
@ApplicationScoped
public class TopicReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TopicStreams streams;
    private final ObjectMapper json;

    TopicReader(TopicStreams streams, ObjectMapper json) {
        this.streams = streams;
        this.json = json;
    }

    public static Topic channel(String id) {
        return Topic.of("channel", id);
    }

    public static Topic user(Person person) {
        return Topic.of("user", person.id());
    }

    public Position top(Topic topic) {
        return streams.top(topic).await().atMost(TIMEOUT);
    }

    /// All that the stream holds.
    public List<Delivered> all(Topic topic) {
        return streams.read(topic, top(topic), null, 1000, Order.OLDEST_FIRST)
                .await()
                .atMost(TIMEOUT);
    }

    /// All events that the stream holds.
    public List<JsonNode> events(Topic topic) {
        return all(topic).stream().map(delivered -> parse(delivered.data())).toList();
    }

    /// The seqs of the messages that were created, as the stream has them.
    public List<Integer> createdSeqs(Topic topic) {
        return events(topic).stream()
                .filter(event -> event.get("type").asText().equals("message.created"))
                .map(event -> event.get("message").get("seq").asInt())
                .toList();
    }

    /// What gateways were told to do.
    public List<Control> controls(Topic topic) {
        return all(topic).stream().map(Delivered::control).filter(Objects::nonNull).toList();
    }

    private JsonNode parse(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
