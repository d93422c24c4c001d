package io.worksync.gateway.protocol;

import io.worksync.gateway.limit.Limit;
import org.jspecify.annotations.Nullable;

/// A command that is answered with one of the protocol's errors.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProtocolError error;
    private final @Nullable Limit limit;

    public Refused(ProtocolError error) {
        this(error, null);
    }

    /// Refused for this limit, which is counted.
    public Refused(ProtocolError error, @Nullable Limit limit) {
        super(error.body().message(), null, false, false);
        this.error = error;
        this.limit = limit;
    }

    /// The limit that was reached, where it was one.
    public @Nullable Limit limit() {
        return limit;
    }

    public ProtocolError error() {
        return error;
    }
}
