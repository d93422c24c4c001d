package io.worksync.chat.outbox;

import io.worksync.realtime.Committed;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;
import org.jspecify.annotations.Nullable;

/// A committed event that may not be on its topic yet.
public record Pending(Topic topic, Publication publication) {

    Pending committed(Committed then) {
        return new Pending(topic, publication.committed(then));
    }

    Pending traced(@Nullable String traceparent) {
        return new Pending(topic, publication.traced(traceparent));
    }
}
