package io.worksync.gateway.subscription;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.worksync.gateway.protocol.Reply;
import io.worksync.realtime.Position;
import io.worksync.realtime.Recovery;
import io.worksync.realtime.Topic;
import io.worksync.realtime.TopicStreams;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads what was missed once for all who missed the same: after a node died, the members of a
/// channel come back within seconds, and from the same position.
///
/// What was read is good for a subscription as long as it reaches the position at which that one
/// joined, from where it has everything itself; so nothing here can be too old.
@ApplicationScoped
class SharedRecoveries {

    /// Everything since a position up to the top, or nothing where that is lost.
    record Missed(Position top, boolean whole, List<Reply.Publication> publications, int bytes) {

        private boolean reaches(Position joined) {
            return top.epoch().equals(joined.epoch()) && top.offset() >= joined.offset();
        }
    }

    private record Key(Topic topic, Position since) {}

    private static final int OVERHEAD = 200;

    private final TopicStreams streams;
    private final Cache<Key, Missed> kept;
    private final Map<Key, Future<Missed>> underWay = new ConcurrentHashMap<>();

    SharedRecoveries(TopicStreams streams, SubscriptionConfig config) {
        this.streams = streams;
        this.kept =
                Caffeine.newBuilder()
                        .maximumWeight(config.maxSharedBytes())
                        .weigher((Key key, Missed missed) -> OVERHEAD + missed.bytes())
                        .expireAfterWrite(config.sharedFor())
                        .build();
    }

    /// What came since a position, at least up to where the subscription joined.
    Uni<Missed> since(Topic topic, Position since, Position joined) {
        Key key = new Key(topic, since);
        Missed known = kept.getIfPresent(key);
        if (known != null && known.reaches(joined)) {
            return Uni.createFrom().item(known);
        }
        // one that is under way may have been asked before this subscription joined
        return UniHelper.toUni(together(key))
                .chain(
                        missed ->
                                !missed.whole() || missed.reaches(joined)
                                        ? Uni.createFrom().item(missed)
                                        : read(key));
    }

    private Future<Missed> together(Key key) {
        Promise<Missed> mine = Promise.promise();
        Future<Missed> others = underWay.putIfAbsent(key, mine.future());
        if (others != null) {
            return others;
        }
        UniHelper.toFuture(read(key))
                .onComplete(
                        done -> {
                            underWay.remove(key);
                            mine.handle(done);
                        });
        return mine.future();
    }

    private Uni<Missed> read(Key key) {
        return streams.recover(key.topic(), key.since())
                .map(SharedRecoveries::missed)
                .invoke(
                        missed -> {
                            if (missed.whole()) {
                                kept.put(key, missed);
                            }
                        });
    }

    private static Missed missed(Recovery recovery) {
        if (recovery instanceof Recovery.Whole whole) {
            List<Reply.Publication> publications =
                    whole.missed().stream().map(Broadcast::publication).toList();
            int bytes = publications.stream().mapToInt(each -> each.data().length()).sum();
            return new Missed(whole.top(), true, publications, bytes);
        }
        return new Missed(recovery.top(), false, List.of(), 0);
    }
}
