package io.worksync.gateway.protocol;

import org.jspecify.annotations.Nullable;

/// The reply to a command, null where it wants none, and what is to happen right after it was
/// written, before anything else is.
public record Outcome(@Nullable Reply reply, Runnable then) {

    /// Nothing is to be said.
    public static final Outcome SILENT = new Outcome(null, () -> {});

    /// Only a reply.
    public static Outcome of(Reply reply) {
        return new Outcome(reply, () -> {});
    }
}
