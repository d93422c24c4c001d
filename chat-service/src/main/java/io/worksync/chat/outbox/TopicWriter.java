package io.worksync.chat.outbox;

import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.worksync.operations.tracing.Tracing;
import io.worksync.realtime.Publication;
import io.worksync.realtime.PublishResult;
import io.worksync.realtime.PublishResult.AlreadyPublished;
import io.worksync.realtime.PublishResult.Appended;
import io.worksync.realtime.PublishResult.Gap;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Puts events on topics, never across a hole.
///
/// Where the topic says that earlier numbers are missing, they are read from the outbox and
/// published first. Commits are in number order, so they are all there, unless Redis lost what was
/// already published and deleted here: then the topic begins anew, and its subscribers read the
/// state over the API.
@ApplicationScoped
class TopicWriter {

    private static final Logger LOG = Logger.getLogger(TopicWriter.class);
    private static final int MAX_ATTEMPTS = 50;

    private final TopicPublisher publisher;
    private final PgOutboxRows rows;
    private final Published published;
    private final Tracing tracing;

    TopicWriter(TopicPublisher publisher, PgOutboxRows rows, Published published, Tracing tracing) {
        this.publisher = publisher;
        this.rows = rows;
        this.published = published;
        this.tracing = tracing;
    }

    /// Publishes committed events of a topic; those already there are skipped.
    Uni<Void> write(Topic topic, List<Publication> committed) {
        return tracing.around(
                "publish " + topic.namespace(),
                SpanKind.PRODUCER,
                committed.stream().map(publication -> publication.label().traceparent()),
                () ->
                        write(topic, committed, MAX_ATTEMPTS)
                                .invoke(() -> published.add(topic, committed)));
    }

    private Uni<Void> write(Topic topic, List<Publication> committed, int attempts) {
        return publisher
                .publishAll(topic, committed)
                .chain(result -> whole(topic, committed, attempts, result));
    }

    private Uni<Void> whole(
            Topic topic, List<Publication> committed, int attempts, PublishResult result) {
        return switch (result) {
            case Appended appended -> Uni.createFrom().voidItem();
            case AlreadyPublished already -> Uni.createFrom().voidItem();
            case Gap gap when attempts == 0 ->
                    Uni.createFrom().failure(new IllegalStateException("Gaps without end"));
            case Gap gap ->
                    fill(topic, gap.last()).chain(() -> write(topic, committed, attempts - 1));
        };
    }

    private Uni<Void> fill(Topic topic, @Nullable Long last) {
        long since = last == null ? 0 : last;
        return rows.after(topic, since).chain(missing -> fill(topic, last, missing));
    }

    private Uni<Void> fill(Topic topic, @Nullable Long last, List<OutboxRow> missing) {
        List<Publication> publications = missing.stream().map(OutboxRow::publication).toList();
        Long first = publications.isEmpty() ? null : publications.getFirst().sequence();
        if (first == null) {
            return Uni.createFrom().voidItem();
        }
        long since = last == null ? 0 : last;
        Uni<Boolean> ready =
                first == since + 1 ? Uni.createFrom().item(true) : restart(topic, first - 1, last);
        return ready.chain(() -> publisher.publishAll(topic, publications)).replaceWithVoid();
    }

    private Uni<Boolean> restart(Topic topic, long baseline, @Nullable Long last) {
        LOG.warnf("Redis lost events of %s after %s; it begins anew at %d", topic, last, baseline);
        return publisher.restart(topic, baseline, last);
    }
}
