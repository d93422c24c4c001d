package io.worksync.chat.message;

import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.Reaction;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.contracts.id.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A message's row, for reading and changing; [PgNewMessages] inserts it.
@Entity
@Table(name = "messages")
class MessageRow {

    @Id UUID id;

    @Column(name = "channel_id", updatable = false)
    UUID channelId;

    @Column(updatable = false)
    long seq;

    @Column(name = "author_id", updatable = false)
    UUID authorId;

    @Column(name = "client_id", updatable = false)
    String clientId;

    String text;

    @Column(name = "thread_id", updatable = false)
    @Nullable UUID threadId;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "edited_at")
    @Nullable Instant editedAt;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    int version;

    String mentioned;

    @Column(name = "mentions_channel")
    boolean mentionsChannel;

    @Column(name = "mentions_here")
    boolean mentionsHere;

    /// Takes over whom the text calls.
    void mention(Mentions mentions) {
        mentioned = joined(mentions);
        mentionsChannel = mentions.channel();
        mentionsHere = mentions.here();
    }

    Message toMessage(List<Reaction> reactions) {
        return new Message(
                new MessageId(id),
                new ChannelId(channelId),
                seq,
                new UserId(authorId),
                text,
                clientId,
                threadId == null ? null : new MessageId(threadId),
                createdAt,
                editedAt,
                deletedAt,
                version,
                reactions,
                List.of(),
                new Mentions(people(mentioned), mentionsChannel, mentionsHere));
    }

    /// The ids as the column keeps them.
    static String joined(Mentions mentions) {
        return mentions.userIds().stream().map(UserId::toString).collect(Collectors.joining(","));
    }

    /// Reads [#joined(Mentions)].
    static List<UserId> people(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(",")).map(UserId::fromString).toList();
    }
}
