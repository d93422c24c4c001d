package io.worksync.gateway.forward;

import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Which service owns which paths.
@ApplicationScoped
public class Routes {

    private final List<Route> routes;

    Routes(ForwardConfig config, Clock clock) {
        this.routes =
                config.routes().entrySet().stream()
                        .map(entry -> route(entry, config, clock))
                        .sorted(Comparator.comparing(Route::name))
                        .toList();
    }

    /// The owner of a public path; refuses with 404 where there is none.
    Route owner(CallPath path) {
        return routes.stream()
                .filter(route -> route.owns(path.path()))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /// The service of this name, for calls that clients cannot make.
    Route named(String name) {
        return routes.stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No route " + name));
    }

    /// The names of all services.
    public List<String> names() {
        return routes.stream().map(Route::name).toList();
    }

    private static Route route(
            Map.Entry<String, ForwardConfig.Route> entry, ForwardConfig config, Clock clock) {
        ForwardConfig.Route route = entry.getValue();
        return new Route(
                entry.getKey(),
                route.prefix(),
                route.affinity(),
                new Upstream(
                        route.urls().orElse(List.of()),
                        clock,
                        config.pause(),
                        config.silentPause(),
                        config.leavingPause()));
    }
}
