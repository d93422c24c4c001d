package io.worksync.system.meeting;

import io.worksync.system.running.WorkSync;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What a stack consists of on this machine.
final class Parts {

    private Parts() {}

    static Set<String> of(WorkSync worksync) {
        return StreamSupport.stream(worksync.status().spliterator(), false)
                .map(line -> line.path("name").asText())
                .collect(Collectors.toSet());
    }
}
