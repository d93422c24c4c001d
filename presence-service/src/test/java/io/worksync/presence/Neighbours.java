package io.worksync.presence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.event.AttendanceEvent;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.event.SessionEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Session;
import io.worksync.realtime.NodeLeases;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Says on Kafka and in Redis what gateways and chat-service would say.
@ApplicationScoped
class Neighbours {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KafkaProducer<String, String> producer;
    private final ObjectMapper json;
    private final NodeLeases leases;

    Neighbours(
            @ConfigProperty(name = "kafka.bootstrap.servers") String servers,
            ObjectMapper json,
            NodeLeases leases) {
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer());
        this.json = json;
        this.leases = leases;
    }

    static UserId somebody() {
        return new UserId(UUID.randomUUID());
    }

    static ChannelId channel() {
        return new ChannelId(UUID.randomUUID());
    }

    /// A gateway node that lives for the given time.
    String node(Duration lease) {
        String node = "node-" + UUID.randomUUID();
        renew(node, lease);
        return node;
    }

    void renew(String node, Duration lease) {
        leases.renew(node, lease).await().atMost(TIMEOUT);
    }

    static Session session(UserId user, String node) {
        return new Session(UUID.randomUUID().toString(), user, node, Instant.now());
    }

    void opened(Session session) {
        record(
                KafkaTopics.SESSIONS,
                session.userId().toString(),
                "session.opened",
                new SessionEvent(session));
    }

    void closed(Session session) {
        record(
                KafkaTopics.SESSIONS,
                session.userId().toString(),
                "session.closed",
                new SessionEvent(session));
    }

    void joined(ChannelId channel, UserId user, long version) {
        membership(channel, user, true, version);
    }

    void left(ChannelId channel, UserId user, long version) {
        membership(channel, user, false, version);
    }

    /// These and nobody else are in the meeting.
    void attended(MeetingId meeting, long version, UserId... people) {
        record(
                KafkaTopics.MEETINGS,
                meeting.toString(),
                "attendance.changed",
                new AttendanceEvent(meeting, List.of(people), version));
    }

    private void membership(ChannelId channel, UserId user, boolean joined, long version) {
        ChannelRef ref = new ChannelRef(channel, ChannelKind.PRIVATE, "backend");
        record(
                KafkaTopics.MEMBERSHIPS,
                channel + ":" + user,
                joined ? "member.joined" : "member.left",
                new MembershipEvent(channel, user, MemberRole.MEMBER, joined, version, ref));
    }

    private void record(String topic, String key, String type, Object event) {
        try {
            ProducerRecord<String, String> record =
                    new ProducerRecord<>(topic, key, json.writeValueAsString(event));
            header(record, "ce_specversion", "1.0");
            header(record, "ce_id", UUID.randomUUID().toString());
            header(record, "ce_type", type);
            header(record, "ce_source", "/test");
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
