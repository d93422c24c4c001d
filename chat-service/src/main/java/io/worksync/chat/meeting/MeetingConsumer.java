package io.worksync.chat.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.event.MeetingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears of meetings that ended. What cannot be read goes to the dead letters; what fails for now
/// is tried again, and the meetings after it wait.
@ApplicationScoped
class MeetingConsumer {

    private static final Logger LOG = Logger.getLogger(MeetingConsumer.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration MOST = Duration.ofSeconds(5);

    private final WriteMeetingEntry write;
    private final ObjectMapper mapper;

    MeetingConsumer(WriteMeetingEntry write, ObjectMapper mapper) {
        this.write = write;
        this.mapper = mapper;
    }

    @Incoming("meetings")
    Uni<Void> consume(ConsumerRecord<String, String> record) throws JsonProcessingException {
        if (record.value() == null || !isEnd(record.headers().lastHeader("ce_type"))) {
            return Uni.createFrom().voidItem();
        }
        MeetingEvent event = mapper.readValue(record.value(), MeetingEvent.class);
        return write.ended(event.meeting(), event.userIds())
                .onFailure()
                .invoke(failure -> LOG.warnf("A meeting's entry waits: %s", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST, MOST)
                .indefinitely();
    }

    private static boolean isEnd(@Nullable Header type) {
        return type != null
                && new String(type.value(), StandardCharsets.UTF_8).equals("meeting.ended");
    }
}
