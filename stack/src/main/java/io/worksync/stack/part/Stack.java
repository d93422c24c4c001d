package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All parts of one stack, in the order in which they start.
public final class Stack {

    private final Layout layout;
    private final Secrets secrets;
    private final Replicas replicas;

    public Stack(Layout layout, Secrets secrets, Replicas replicas) {
        this.layout = layout;
        this.secrets = secrets;
        this.replicas = replicas;
    }

    /// Creates the passwords where there are none yet.
    public static Stack of(Layout layout, Replicas replicas) {
        return new Stack(
                layout,
                Secrets.ensure(layout.secrets(), Postgres.ROLES, ServiceKind.names()),
                replicas);
    }

    public List<Part> all() {
        return Stream.<Part>concat(backing().stream(), services().stream()).toList();
    }

    /// PostgreSQL, Redis, Kafka, coturn and Janus where they are installed, and Keycloak last.
    public List<Part> backing() {
        List<Part> parts =
                new ArrayList<>(List.of(new Postgres(layout, secrets), new Kafka(layout)));
        parts.addAll(1, Redis.all(layout, secrets));
        if (Coturn.program().isPresent()) {
            parts.add(new Coturn(layout, secrets));
        }
        parts.addAll(Janus.all(layout, secrets, replicas));
        parts.add(new Keycloak(layout, secrets));
        return parts;
    }

    public List<Service> services() {
        Detours detours = Detours.of(System.getenv());
        ServiceEnvironment environment = new ServiceEnvironment(layout, secrets, replicas, detours);
        return Stream.of(ServiceKind.values())
                .flatMap(
                        kind ->
                                IntStream.rangeClosed(1, replicas.of(kind))
                                        .mapToObj(
                                                instance ->
                                                        new Service(
                                                                layout,
                                                                kind,
                                                                instance,
                                                                environment.of(kind, instance))))
                .toList();
    }

    public Optional<Part> part(String name, int instance) {
        return all().stream()
                .filter(part -> part.id().name().equals(name) && part.id().instance() == instance)
                .findFirst();
    }
}
