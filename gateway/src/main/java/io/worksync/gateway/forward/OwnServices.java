package io.worksync.gateway.forward;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;

/// The services inside the gateway.
@ApplicationScoped
public class OwnServices {

    private final List<OwnService> services;

    OwnServices(@Any Instance<OwnService> services) {
        this.services = services.stream().toList();
    }

    /// The one that owns a path; empty for paths of other services.
    public Optional<OwnService> owner(CallPath path) {
        return services.stream()
                .filter(service -> path.path().startsWith(service.prefix()))
                .findFirst();
    }

    public List<OwnService> all() {
        return services;
    }
}
