package io.worksync.presence.typing;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Tells the end of typing that nobody renewed. Any number of instances may do so at once.
@ApplicationScoped
class TypingSweeper {

    private static final Logger LOG = Logger.getLogger(TypingSweeper.class);
    private static final int AT_ONCE = 16;

    private final RedisTypings typings;
    private final SetTyping typing;

    TypingSweeper(RedisTypings typings, SetTyping typing) {
        this.typings = typings;
        this.typing = typing;
    }

    @Scheduled(every = "${worksync.typing.sweep-interval}", concurrentExecution = SKIP)
    Uni<Void> tellEnds() {
        return typings.expired()
                .onItem()
                .transformToMulti(places -> Multi.createFrom().iterable(places))
                .onItem()
                .transformToUni(typing::tellEnd)
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> LOG.warnf("Ends of typing wait: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
