package io.worksync.notification;

import io.restassured.path.json.JsonPath;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import io.worksync.realtime.TopicStreams.Order;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// What a user's devices hear on the user's topic.
@ApplicationScoped
class Devices {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TopicStreams streams;

    Devices(TopicStreams streams) {
        this.streams = streams;
    }

    Position now(UserId user) {
        return streams.top(Topic.of("user", user)).await().atMost(TIMEOUT);
    }

    List<JsonPath> heardSince(Position since, UserId user, String type) {
        Topic topic = Topic.of("user", user);
        return streams
                .read(topic, now(user), since, 500, Order.OLDEST_FIRST)
                .await()
                .atMost(TIMEOUT)
                .stream()
                .map(delivered -> JsonPath.from(delivered.data()))
                .filter(event -> type.equals(event.getString("type")))
                .toList();
    }
}
