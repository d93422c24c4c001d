package io.worksync.contracts.node;

import java.time.Instant;
import java.util.List;

/// One process of WorkSync, as it says of itself every few seconds.
///
/// @param id of one life only: a process that is started again is another node
/// @param service such as `gateway` or `chat-service`
/// @param errors the last warnings and errors that it logged, newest first
public record Node(
        String id,
        String service,
        String version,
        Instant startedAt,
        NodeLoad load,
        List<LoggedError> errors) {

    public Node {
        errors = List.copyOf(errors);
    }
}
