package io.worksync.notification.intake;

/// A record that no retry makes readable; it goes to the dead-letter topic, with this as the
/// reason.
public final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecord(String reason) {
        super(reason);
    }
}
