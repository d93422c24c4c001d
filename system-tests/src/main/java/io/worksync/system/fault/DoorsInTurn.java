package io.worksync.system.fault;

import io.worksync.system.running.WorkSync;
import java.net.URI;

/// The doors of both gateways: whoever is refused at one, or loses it, tries the other.
final class DoorsInTurn implements Entrance {

    private final WorkSync worksync;
    private volatile int gateway;

    DoorsInTurn(WorkSync worksync, int first) {
        this.worksync = worksync;
        this.gateway = first;
    }

    @Override
    public URI next() {
        return worksync.door(gateway).uri();
    }

    @Override
    public void left(URI address) {
        gateway = address.equals(worksync.door(1).uri()) ? 2 : 1;
    }
}
