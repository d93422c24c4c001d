package io.worksync.gateway.protocol;

/// The reply to a command, and what is to happen right after it was written, before anything else
/// is.
public record Outcome(Reply reply, Runnable then) {

    /// Only a reply.
    public static Outcome of(Reply reply) {
        return new Outcome(reply, () -> {});
    }
}
