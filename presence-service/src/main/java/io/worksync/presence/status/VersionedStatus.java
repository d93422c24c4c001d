package io.worksync.presence.status;

/// A status and how often it was set: a lower version never replaces a higher one.
public record VersionedStatus(Status status, long version) {

    static final VersionedStatus NONE = new VersionedStatus(Status.NONE, 0);
}
