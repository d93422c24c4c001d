package io.worksync.notification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.event.MessageEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Says on Kafka what chat-service would say.
@ApplicationScoped
public class Chat {

    private final KafkaProducer<String, String> producer;
    private final ObjectMapper json;

    Chat(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, ObjectMapper json) {
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer());
        this.json = json;
    }

    public static ChannelRef channel(ChannelKind kind) {
        ChannelId id = new ChannelId(Generators.timeBasedEpochGenerator().generate());
        return new ChannelRef(id, kind, kind == ChannelKind.DIRECT ? null : "backend");
    }

    public static Message message(
            ChannelRef channel, UserId author, String text, Mentions mentions) {
        return new Message(
                new MessageId(Generators.timeBasedEpochGenerator().generate()),
                channel.id(),
                1,
                author,
                text,
                UUID.randomUUID().toString(),
                null,
                Instant.now(),
                null,
                null,
                1,
                List.of(),
                List.of(),
                mentions);
    }

    static Message changed(Message old, String text, Instant deletedAt) {
        return new Message(
                old.id(),
                old.channelId(),
                old.seq(),
                old.authorId(),
                text,
                old.clientId(),
                null,
                old.createdAt(),
                deletedAt == null ? Instant.now() : null,
                deletedAt,
                old.version() + 1,
                List.of(),
                List.of(),
                old.mentions());
    }

    public void sent(ChannelRef channel, Message message, List<UserId> directMembers) {
        said("message.created", channel, message, directMembers);
    }

    void edited(ChannelRef channel, Message message) {
        said("message.updated", channel, message, null);
    }

    void deleted(ChannelRef channel, Message message) {
        said("message.deleted", channel, message, null);
    }

    void joined(ChannelRef channel, UserId user, long version) {
        membership(channel, user, true, version, Instant.now());
    }

    void joinedAt(ChannelRef channel, UserId user, long version, Instant at) {
        membership(channel, user, true, version, at);
    }

    void left(ChannelRef channel, UserId user, long version) {
        membership(channel, user, false, version, Instant.now());
    }

    /// Any record; completes when Kafka has it.
    public void record(String topic, String key, String type, Instant at, String value) {
        record(topic, key, type, at, value, UUID.randomUUID().toString());
    }

    /// One with this id of its event.
    public void record(String topic, String key, String type, Instant at, String value, String id) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id);
        header(record, "ce_type", type);
        header(record, "ce_time", at.toString());
        header(record, "ce_source", "/chat-service");
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void said(
            String type, ChannelRef channel, Message message, List<UserId> directMembers) {
        User author = new User(message.authorId(), "rahim", "Rahim", UserRole.MEMBER);
        record(
                KafkaTopics.MESSAGES,
                channel.id().toString(),
                type,
                message.createdAt(),
                written(new MessageEvent(message, channel, author, directMembers)));
    }

    private void membership(
            ChannelRef channel, UserId user, boolean joined, long version, Instant at) {
        record(
                KafkaTopics.MEMBERSHIPS,
                channel.id() + ":" + user,
                joined ? "member.joined" : "member.left",
                at,
                written(
                        new MembershipEvent(
                                channel.id(), user, MemberRole.MEMBER, joined, version, channel)));
    }

    private String written(Object event) {
        try {
            return json.writeValueAsString(event);
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
