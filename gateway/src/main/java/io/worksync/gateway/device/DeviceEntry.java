package io.worksync.gateway.device;

import io.worksync.gateway.session.ClientSoftware;
import io.worksync.gateway.session.LiveSession;
import io.worksync.gateway.token.Caller;
import java.time.Instant;

/// What is kept of a device: what its latest client said, when it signed in, when it was last seen.
record DeviceEntry(
        String name, String version, String userAgent, Instant startedAt, Instant seenAt) {

    static DeviceEntry of(LiveSession session, Instant seenAt) {
        ClientSoftware client = session.client();
        Caller caller = session.caller();
        Instant startedAt = caller.signIn().at();
        Instant openedAt = session.session().openedAt();
        return new DeviceEntry(
                client.name(),
                client.version(),
                client.userAgent(),
                startedAt.isBefore(openedAt) ? startedAt : openedAt,
                seenAt);
    }

    /// As its owner sees it; one that is connected is seen now.
    Device shown(String id, boolean current, int connections, Instant now) {
        return new Device(
                id,
                DeviceName.of(userAgent, name),
                new Device.Client(name, version),
                userAgent,
                startedAt,
                connections > 0 ? now : seenAt,
                current,
                connections);
    }
}
