package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// What became of a publication.
public sealed interface PublishResult {

    /// It is in the stream at this position and went out to the subscribers.
    record Appended(Position position) implements PublishResult {}

    /// Its sequence or key was published before; nothing happened. The position is the stream's
    /// top.
    record AlreadyPublished(Position position) implements PublishResult {}

    /// Sequences between `last` and this one were not published; nothing happened.
    ///
    /// `last` is null where the topic knows of none: it is new, or Redis lost it.
    record Gap(@Nullable Long last) implements PublishResult {}
}
