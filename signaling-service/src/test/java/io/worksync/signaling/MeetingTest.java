package io.worksync.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.event.PresenceEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.presence.Availability;
import io.worksync.contracts.presence.Presence;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What tests of meetings share: channels with members, and ears on topics.
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "signaling-service"))
@WithTestResource(ChatNextDoor.class)
@WithTestResource(ShortTimes.class)
abstract class MeetingTest {

    static final Duration SOON = Duration.ofSeconds(30);
    private static final int ALL = 1000;

    @Inject TopicStreams streams;
    @Inject ObjectMapper json;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "mp.messaging.incoming.presence.topic")
    String presenceTopic;

    @ConfigProperty(name = "worksync.chat.urls")
    List<String> chat;

    private KafkaProducer<String, String> producer;

    @BeforeEach
    void connect() {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    /// A channel that chat-service knows, and signaling-service does not yet.
    ChannelId newChannel(Person... members) {
        ChannelId channel = new ChannelId(UUID.randomUUID());
        String ids =
                Arrays.stream(members).map(p -> p.id().toString()).collect(Collectors.joining(","));
        RestAssured.given()
                .body(ids)
                .put(chat.getLast() + "/channels/" + channel)
                .then()
                .statusCode(204);
        return channel;
    }

    /// A channel whose members signaling-service has heard of.
    ChannelId channelOf(Person... members) {
        ChannelId channel = new ChannelId(UUID.randomUUID());
        Arrays.stream(members).forEach(member -> tellMembership(channel, member, true, 1));
        for (Person member : members) {
            await().atMost(SOON).until(() -> member.lists(channel, false).statusCode() == 200);
        }
        return channel;
    }

    void tellMembership(ChannelId channel, Person member, boolean joined, long version) {
        ChannelRef ref = new ChannelRef(channel, ChannelKind.PRIVATE, "test");
        MembershipEvent event =
                new MembershipEvent(channel, member.id(), MemberRole.MEMBER, joined, version, ref);
        tell(KafkaTopics.MEMBERSHIPS, channel + ":" + member.id(), event, Instant.now());
    }

    void tellOffline(Person person, Instant at) {
        Presence presence =
                new Presence(person.id(), Availability.OFFLINE, null, at, null, null, null);
        tell(presenceTopic, person.id().toString(), new PresenceEvent(presence), at);
    }

    private void tell(String topic, String key, Object event, Instant at) {
        try {
            producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    null,
                                    at.toEpochMilli(),
                                    key,
                                    json.writeValueAsString(event)))
                    .get();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new AssertionError("Kafka did not take an event", e);
        }
    }

    /// All that is on a topic's stream, oldest first.
    List<JsonObject> on(Topic topic) {
        return streams.top(topic)
                .chain(top -> streams.read(topic, top, null, ALL, TopicStreams.Order.OLDEST_FIRST))
                .map(all -> all.stream().map(Delivered::data).map(JsonObject::new).toList())
                .await()
                .atMost(SOON);
    }

    List<String> types(Topic topic) {
        return on(topic).stream().map(event -> event.getString("type")).toList();
    }

    /// Waits for an event of a type about a meeting on somebody's own topic.
    JsonObject heard(UserId user, String type, String meeting) {
        await().atMost(SOON).until(() -> !toldOf(user, type, meeting).isEmpty());
        return toldOf(user, type, meeting).getFirst();
    }

    void heardNothing(UserId user, String type, String meeting) {
        assertThat(toldOf(user, type, meeting)).isEmpty();
    }

    List<JsonObject> toldOf(UserId user, String type, String meeting) {
        Predicate<JsonObject> isIt =
                event ->
                        type.equals(event.getString("type"))
                                && meeting.equals(event.getJsonObject("meeting").getString("id"));
        return on(Topic.of("user", user)).stream()
                .filter(event -> event.getJsonObject("meeting") != null)
                .filter(isIt)
                .toList();
    }
}
