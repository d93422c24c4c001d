package io.worksync.gateway.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/// Whose pages may call: the allow-list, compared character by character.
@ApplicationScoped
public class Origins {

    private final Set<String> allowed;

    Origins(WebConfig config) {
        this.allowed = config.allowedOrigins().orElse(Set.of());
    }

    /// Whether a request with these Origin headers may pass; none means that it is no page's.
    public boolean allow(List<String> origins) {
        return origins.isEmpty() || (origins.size() == 1 && allowed.contains(origins.getFirst()));
    }

    /// The one origin that may read the answer, for a cross-origin page on the list.
    boolean lists(String origin) {
        return allowed.contains(origin);
    }
}
