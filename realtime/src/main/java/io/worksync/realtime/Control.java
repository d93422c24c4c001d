package io.worksync.realtime;

import java.util.Arrays;
import java.util.List;

/// What gateways do to every session of a user when they see it on the topic `user:{id}`.
///
/// Travelling in the stream, it has a position like any event: a gateway that missed it finds it
/// again.
public record Control(List<String> subscribe, List<String> unsubscribe) {

    public Control {
        subscribe = List.copyOf(subscribe);
        unsubscribe = List.copyOf(unsubscribe);
    }

    /// Subscribes the user's sessions to a topic.
    public static Control subscribing(Topic topic) {
        return new Control(List.of(topic.toString()), List.of());
    }

    /// Ends the user's sessions' subscriptions to topics.
    public static Control unsubscribing(Topic... topics) {
        return new Control(List.of(), Arrays.stream(topics).map(Topic::toString).toList());
    }

    /// One line: topics to subscribe, `;`, topics to unsubscribe, each separated by commas.
    String encoded() {
        return String.join(",", subscribe) + ";" + String.join(",", unsubscribe);
    }

    /// Reads [#encoded()].
    static Control decoded(String line) {
        int semicolon = line.indexOf(';');
        return new Control(
                topics(line.substring(0, semicolon)), topics(line.substring(semicolon + 1)));
    }

    private static List<String> topics(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
    }
}
