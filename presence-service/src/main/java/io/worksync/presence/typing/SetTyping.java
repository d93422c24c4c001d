package io.worksync.presence.typing;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.caller.Caller;
import io.worksync.presence.membership.Members;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells the members of a channel that one of them types, or no longer does.
@ApplicationScoped
class SetTyping {

    private final Members members;
    private final RedisTypings typings;
    private final TypingPublisher publisher;
    private final TypingConfig config;

    SetTyping(
            Members members, RedisTypings typings, TypingPublisher publisher, TypingConfig config) {
        this.members = members;
        this.typings = typings;
        this.publisher = publisher;
        this.config = config;
    }

    /// Typing ends by itself unless it is begun again in time. Only members may; for others the
    /// channel is not there.
    Uni<Void> start(Caller caller, Place place) {
        return allowed(caller, place)
                .chain(() -> typings.start(place))
                .chain(started -> tell(place, started));
    }

    Uni<Void> stop(Caller caller, Place place) {
        return allowed(caller, place)
                .chain(() -> typings.stop(place))
                .chain(ended -> ended ? tellEnd(place) : Uni.createFrom().voidItem());
    }

    /// Tells that it ended, and once more that it began where it did so meanwhile.
    Uni<Void> tellEnd(Place place) {
        return publisher
                .stopped(place)
                .chain(() -> typings.told(place))
                .chain(
                        again ->
                                again.isPresent()
                                        ? publisher.started(place, again.get())
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> allowed(Caller caller, Place place) {
        return members.isMember(caller, place.channel()).invoke(SetTyping::check).replaceWithVoid();
    }

    private static void check(boolean member) {
        if (!member) {
            throw Refusal.notFound();
        }
    }

    private Uni<Void> tell(Place place, Started started) {
        return switch (started) {
            case Started.Anew anew -> publisher.started(place, anew.expiresAt());
            case Started.Renewed renewed -> Uni.createFrom().voidItem();
            case Started.Refused refused ->
                    throw Refusal.tooMany("Too much typing at once", config.startsWindow());
        };
    }
}
