package io.worksync.chat.outbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.worksync.contracts.event.TopicEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// The `type` of each event, as the contract names it.
final class EventTypes {

    private static final Map<Class<?>, String> NAMES =
            Arrays.stream(TopicEvent.class.getAnnotation(JsonSubTypes.class).value())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    JsonSubTypes.Type::value, JsonSubTypes.Type::name));

    private EventTypes() {}

    static String of(TopicEvent event) {
        String name = NAMES.get(event.getClass());
        if (name == null) {
            throw new IllegalStateException("No type of " + event.getClass());
        }
        return name;
    }
}
