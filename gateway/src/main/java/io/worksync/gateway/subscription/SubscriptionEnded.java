package io.worksync.gateway.subscription;

/// The subscription ended, by either side, before it was complete.
public final class SubscriptionEnded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SubscriptionEnded() {
        super("The subscription ended", null, false, false);
    }
}
