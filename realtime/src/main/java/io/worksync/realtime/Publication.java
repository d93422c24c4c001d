package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// What is to be published on a topic.
///
/// @param data one JSON object, which clients get as it is
/// @param label for the gateways
/// @param sequence the publisher's own gap-free number in this topic, from 1: one already
///     published is ignored, and one that would leave a gap is refused
/// @param key makes a repeat within ten minutes a no-op
public record Publication(String data, Label label, @Nullable Long sequence, @Nullable String key) {

    public Publication(
            String data, @Nullable Control control, @Nullable Long sequence, @Nullable String key) {
        this(data, Label.of(control), sequence, key);
    }

    public static Publication of(String data) {
        return new Publication(data, Label.NONE, null, null);
    }

    public Publication withControl(Control newControl) {
        return labelled(
                new Label(
                        label.kind(),
                        newControl,
                        label.client(),
                        label.replaces(),
                        label.committed(),
                        label.traceparent()));
    }

    /// Published by a client, and not by a service.
    public Publication by(ClientInfo client) {
        return labelled(
                new Label(
                        label.kind(),
                        label.control(),
                        client,
                        label.replaces(),
                        label.committed(),
                        label.traceparent()));
    }

    /// In a namespace whose publications may be dropped: stands for all earlier ones of the same
    /// name.
    public Publication replacing(String name) {
        return labelled(
                new Label(
                        label.kind(),
                        label.control(),
                        label.client(),
                        name,
                        label.committed(),
                        label.traceparent()));
    }

    /// Of a fact that was committed then.
    public Publication committed(Committed then) {
        return labelled(label.committed(then));
    }

    /// In a trace (W3C `traceparent`), where that is kept.
    public Publication traced(@Nullable String traceparent) {
        return traceparent == null ? this : labelled(label.traced(traceparent));
    }

    public Publication withSequence(long newSequence) {
        return new Publication(data, label, newSequence, key);
    }

    public Publication withKey(String newKey) {
        return new Publication(data, label, sequence, newKey);
    }

    /// Whether publishing it again is known to be a repeat.
    boolean isRepeatable() {
        return sequence != null || key != null;
    }

    private Publication labelled(Label newLabel) {
        return new Publication(data, newLabel, sequence, key);
    }
}
