package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// A publication as subscribers and readers get it.
///
/// @param position null-free: topics without history have epoch "" and offset 0
/// @param data the JSON object that was published
public record Delivered(Topic topic, Position position, @Nullable Control control, String data) {

    private static final char SEPARATOR = ' ';

    /// The pub/sub payload: `<epoch> <offset> <control or ->\n<data>`.
    static Delivered parse(Topic topic, String payload) {
        int end = payload.indexOf('\n');
        int first = payload.indexOf(SEPARATOR);
        int second = payload.indexOf(SEPARATOR, first + 1);
        String control = payload.substring(second + 1, end);
        return new Delivered(
                topic,
                new Position(
                        payload.substring(0, first),
                        Long.parseLong(payload, first + 1, second, 10)),
                control.equals("-") ? null : Control.decoded(control),
                payload.substring(end + 1));
    }

    /// Whether the topic keeps a stream, so that offsets can be compared.
    public boolean positioned() {
        return position.offset() > 0;
    }
}
