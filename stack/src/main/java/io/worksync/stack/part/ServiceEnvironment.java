package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.process.PartId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a service is told about where it runs: the only way in which it learns addresses and
/// secrets.
public final class ServiceEnvironment {

    private static final int MANAGEMENT = 1_000;

    private final Layout layout;
    private final Secrets secrets;
    private final Replicas replicas;
    private final Detours detours;

    public ServiceEnvironment(Layout layout, Secrets secrets, Replicas replicas) {
        this(layout, secrets, replicas, Detours.NONE);
    }

    ServiceEnvironment(Layout layout, Secrets secrets, Replicas replicas, Detours detours) {
        this.layout = layout;
        this.secrets = secrets;
        this.replicas = replicas;
        this.detours = detours;
    }

    public Map<String, String> of(ServiceKind kind, int instance) {
        int port = layout.port(kind.port(instance));
        PartId id = new PartId(kind.processName(), instance);
        Map<String, String> environment = new TreeMap<>();
        environment.put("WORKSYNC_INSTANCE", kind.processName() + "-" + instance);
        // no TLS here, and people's passwords are their names
        environment.put("WORKSYNC_PRODUCTION", "false");
        environment.put("WORKSYNC_HTTP_HOST", "127.0.0.1");
        environment.put("WORKSYNC_HTTP_PORT", Integer.toString(port));
        environment.put("WORKSYNC_MANAGEMENT_PORT", Integer.toString(port + MANAGEMENT));
        environment.putAll(backing(id, kind));
        environment.putAll(neighbours());
        kind.database().ifPresent(role -> environment.putAll(database(id, role)));
        if (kind == ServiceKind.SIGNALING) {
            environment.put(
                    "WORKSYNC_TURN_URLS", String.join(",", new Coturn(layout, secrets).urls()));
            environment.put("WORKSYNC_TURN_SECRET", secrets.get(Secrets.TURN));
            environment.putAll(mediaServers());
        }
        if (kind == ServiceKind.NOTIFICATION) {
            environment.put("WORKSYNC_PUSH_PRIVATE_KEY", secrets.get(Secrets.PUSH));
        }
        if (kind == ServiceKind.GATEWAY) {
            environment.put("WORKSYNC_PUBLIC_URL", "http://localhost:" + port);
            environment.put("WORKSYNC_ALLOWED_ORIGINS", origins());
            environment.put("WORKSYNC_OIDC_CLIENT_ID", "worksync-web");
            environment.put("WORKSYNC_LOGOUT_CLIENTS", "worksync-web,worksync-cli");
            environment.put(
                    "WORKSYNC_KEYCLOAK_CLIENT_SECRET", secrets.get(Secrets.KEYCLOAK_GATEWAY));
            // nobody balances load here who would have to notice first
            environment.put("WORKSYNC_CONNECTION_DRAIN_NOTICE", "0s");
            environment.put("WORKSYNC_CONNECTION_DRAIN", "5s");
        }
        return environment;
    }

    private Map<String, String> mediaServers() {
        String urls =
                Janus.all(layout, secrets, replicas).stream()
                        .map(Janus::url)
                        .collect(Collectors.joining(","));
        return Map.of(
                "WORKSYNC_SFU_JANUS_URLS", urls,
                "WORKSYNC_SFU_JANUS_API_SECRET", secrets.get(Secrets.JANUS_API),
                "WORKSYNC_SFU_JANUS_ROOM_KEY", secrets.get(Secrets.JANUS_ROOM_KEY),
                "WORKSYNC_SFU_RECORDINGS", layout.data("recordings").toString());
    }

    private Map<String, String> backing(PartId id, ServiceKind kind) {
        return Map.of(
                "WORKSYNC_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + layout.port(Kafka.PORT),
                "WORKSYNC_REDIS_URL",
                redis(id, kind),
                Redis.TYPE,
                Redis.type(),
                "WORKSYNC_OIDC_ISSUER",
                new Keycloak(layout, secrets).issuer());
    }

    private String redis(PartId id, ServiceKind kind) {
        return Redis.all(layout, secrets).stream()
                .map(
                        server ->
                                "redis://"
                                        + kind.processName()
                                        + ":"
                                        + server.password(kind)
                                        + "@127.0.0.1:"
                                        + detours.port(id, Redis.NAME, server.port()))
                .collect(Collectors.joining(","));
    }

    private Map<String, String> database(PartId id, String role) {
        return Map.of(
                "WORKSYNC_POSTGRES_ADDRESS",
                "127.0.0.1:" + detours.port(id, Postgres.NAME, layout.port(Postgres.PORT)),
                "WORKSYNC_POSTGRES_USERNAME",
                role,
                "WORKSYNC_POSTGRES_PASSWORD",
                secrets.get(Secrets.role(role)));
    }

    private Map<String, String> neighbours() {
        return Stream.of(ServiceKind.values())
                .filter(kind -> kind != ServiceKind.GATEWAY)
                .collect(
                        Collectors.toMap(
                                kind ->
                                        "WORKSYNC_"
                                                + kind.name().toUpperCase(Locale.ROOT)
                                                + "_URLS",
                                this::urls));
    }

    private String urls(ServiceKind kind) {
        return instances(kind)
                .map(instance -> "http://127.0.0.1:" + layout.port(kind.port(instance)))
                .collect(Collectors.joining(","));
    }

    /// A page from any gateway may connect to any other.
    private String origins() {
        return instances(ServiceKind.GATEWAY)
                .map(instance -> layout.port(ServiceKind.GATEWAY.port(instance)))
                .flatMap(port -> Stream.of("http://localhost:" + port, "http://127.0.0.1:" + port))
                .collect(Collectors.joining(","));
    }

    private Stream<Integer> instances(ServiceKind kind) {
        return IntStream.rangeClosed(1, replicas.of(kind)).boxed();
    }
}
