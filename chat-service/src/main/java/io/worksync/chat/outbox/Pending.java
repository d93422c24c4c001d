package io.worksync.chat.outbox;

import io.worksync.realtime.Committed;
import io.worksync.realtime.Publication;
import io.worksync.realtime.Topic;

/// A committed event that may not be on its topic yet.
public record Pending(Topic topic, Publication publication) {

    Pending committed(Committed then) {
        return new Pending(topic, publication.committed(then));
    }
}
