package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// A publication as subscribers and readers get it.
///
/// @param position null-free: what is in no stream has epoch "" and offset 0
/// @param data the JSON object that was published
public record Delivered(Topic topic, Position position, Label label, String data) {

    private static final char SEPARATOR = ' ';

    /// The pub/sub payload: `<epoch> <offset> <label>\n<data>`.
    static Delivered parse(Topic topic, String payload) {
        int end = payload.indexOf('\n');
        int first = payload.indexOf(SEPARATOR);
        int second = payload.indexOf(SEPARATOR, first + 1);
        return new Delivered(
                topic,
                new Position(
                        payload.substring(0, first),
                        Long.parseLong(payload, first + 1, second, 10)),
                Label.decoded(payload.substring(second + 1, end)),
                payload.substring(end + 1));
    }

    /// Whether it stands in a stream, so that offsets can be compared.
    public boolean positioned() {
        return position.offset() > 0;
    }

    /// What gateways do when they see it.
    public @Nullable Control control() {
        return label.control();
    }
}
