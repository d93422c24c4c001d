package io.worksync.gateway.device;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/// One sign-in of a user, as its owner sees it. `connections` are those that are open now, on all
/// nodes together.
@JsonPropertyOrder({
    "id",
    "deviceName",
    "client",
    "userAgent",
    "startedAt",
    "lastSeenAt",
    "current",
    "connections"
})
record Device(
        String id,
        String deviceName,
        Client client,
        String userAgent,
        Instant startedAt,
        Instant lastSeenAt,
        boolean current,
        int connections) {

    /// The software, by its own words.
    record Client(String name, String version) {}
}
