package io.worksync.chat.outbox;

import io.worksync.realtime.Control;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A control as the outbox keeps it: `+topic` subscribes, `-topic` unsubscribes, by spaces.
final class ControlText {

    private ControlText() {}

    static @Nullable String write(@Nullable Control control) {
        if (control == null) {
            return null;
        }
        return Stream.concat(
                        control.subscribe().stream().map(topic -> "+" + topic),
                        control.unsubscribe().stream().map(topic -> "-" + topic))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    static @Nullable Control read(@Nullable String text) {
        return text == null ? null : new Control(marked(text, '+'), marked(text, '-'));
    }

    private static List<String> marked(String text, char mark) {
        return Stream.of(text.split(" "))
                .filter(entry -> !entry.isEmpty() && entry.charAt(0) == mark)
                .map(entry -> entry.substring(1))
                .toList();
    }
}
