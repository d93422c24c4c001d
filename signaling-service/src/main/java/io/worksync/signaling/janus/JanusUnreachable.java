package io.worksync.signaling.janus;

import java.io.IOException;

/// A server is not connected, or does not answer in time.
public final class JanusUnreachable extends IOException {

    private static final long serialVersionUID = 1L;

    JanusUnreachable(String message) {
        super(message);
    }
}
