package io.worksync.chat.outbox;

import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.Control;
import io.worksync.realtime.Topic;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event that a transaction announces on a topic and, where `kafka` says so, on Kafka.
///
/// Numbered ones keep the order of their transactions; an unnumbered one has none.
public record Announcement(
        UUID owner,
        Topic topic,
        Numbering numbering,
        TopicEvent event,
        @Nullable Control control,
        @Nullable KafkaRecord kafka) {

    /// Whose counter gives the event its number.
    public enum Numbering {
        CHANNEL,
        USER,
        NONE
    }

    /// Where on Kafka the event goes; a null value is put together when it is sent.
    public record KafkaRecord(String topic, String key, @Nullable Object value) {}

    /// To everybody in a channel, in the channel's order.
    public static Announcement inChannel(ChannelId channel, TopicEvent event) {
        return new Announcement(
                channel.value(), channelTopic(channel), Numbering.CHANNEL, event, null, null);
    }

    /// To all devices of a person, with what it means for their subscriptions, in their order.
    public static Announcement toUser(UserId user, TopicEvent event, Control control) {
        return new Announcement(
                user.value(), Topic.of("user", user), Numbering.USER, event, control, null);
    }

    /// To all devices of a person, where a later one says it all again.
    public static Announcement toUser(UserId user, TopicEvent event) {
        return new Announcement(
                user.value(), Topic.of("user", user), Numbering.NONE, event, null, null);
    }

    /// The same, on Kafka too.
    public Announcement alsoOn(KafkaRecord record) {
        return new Announcement(owner, topic, numbering, event, control, record);
    }

    /// The topic of a channel's events.
    public static Topic channelTopic(ChannelId channel) {
        return Topic.of("channel", channel);
    }
}
