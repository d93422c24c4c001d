package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// What is to be published on a topic.
///
/// @param data one JSON object, which clients get as it is
/// @param control for the gateways, not shown to clients
/// @param sequence the publisher's own gap-free number in this topic, from 1: one already
///     published is ignored, and one that would leave a gap is refused
/// @param key makes a repeat within ten minutes a no-op
public record Publication(
        String data, @Nullable Control control, @Nullable Long sequence, @Nullable String key) {

    public static Publication of(String data) {
        return new Publication(data, null, null, null);
    }

    public Publication withControl(Control newControl) {
        return new Publication(data, newControl, sequence, key);
    }

    public Publication withSequence(long newSequence) {
        return new Publication(data, control, newSequence, key);
    }

    public Publication withKey(String newKey) {
        return new Publication(data, control, sequence, newKey);
    }
}
