package io.worksync.chat.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.worksync.chat.page.Bodies;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import io.worksync.operations.tracing.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Makes a message of what somebody wants to say, with all but its `seq`.
@ApplicationScoped
class DraftMessage {

    /// Stands in for the `seq` until PostgreSQL gives it; quotes in texts are escaped, so no text
    /// can look like it.
    private static final long UNKNOWN_SEQ = -1;

    private static final String UNKNOWN = Long.toString(UNKNOWN_SEQ);
    private static final String PLACEHOLDER = "\"seq\":" + UNKNOWN;

    private final Clock clock;
    private final ObjectWriter events;
    private final Tracing tracing;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    DraftMessage(Clock clock, ObjectMapper json, Tracing tracing) {
        this.clock = clock;
        this.tracing = tracing;
        this.events = json.writerFor(TopicEvent.class);
    }

    NewMessage draft(User author, ChannelId channel, SendMessage.Body body, Mentions called) {
        Message draft =
                new Message(
                        new MessageId(ids.generate()),
                        channel,
                        0,
                        author.id(),
                        Bodies.required("text", body.text()),
                        Bodies.required("clientId", body.clientId()),
                        body.threadId(),
                        clock.instant(),
                        null,
                        null,
                        1,
                        List.of(),
                        List.of(),
                        called);
        String event = event(NewMessage.withSeq(draft, UNKNOWN_SEQ));
        int end = event.indexOf(PLACEHOLDER) + PLACEHOLDER.length();
        return new NewMessage(
                draft,
                ids.generate(),
                event.substring(0, end - UNKNOWN.length()),
                event.substring(end),
                tracing.kept());
    }

    private String event(Message message) {
        try {
            return events.writeValueAsString(
                    new TopicEvent.MessageCreated(message.createdAt(), message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
