package io.worksync.operations;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What may not be in production: each is one sentence that names the setting and says what to do.
///
/// Values of secrets are in none of them.
final class UnsafeSettings {

    private static final List<String> SECRETS =
            List.of(
                    "quarkus.datasource.password",
                    "worksync.keycloak.client-secret",
                    "worksync.turn.secret",
                    "worksync.sfu.janus.api-secret",
                    "worksync.sfu.janus.room-key",
                    "worksync.sfu.livekit.api-secret");
    private static final Set<String> WELL_KNOWN =
            Set.of(
                    "password",
                    "passw0rd",
                    "postgres",
                    "postgresql",
                    "keycloak",
                    "worksync",
                    "changeme",
                    "change-me",
                    "changeit",
                    "default",
                    "foobared",
                    "12345678",
                    "secret123");
    private static final int SHORTEST_SECRET = 8;
    private static final String PRODUCTION = "prod";

    private final Function<String, Optional<String>> settings;
    private final List<String> found = new ArrayList<>();

    private UnsafeSettings(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /// Looks through the settings of a process that runs with these profiles.
    static List<String> in(Function<String, Optional<String>> settings, List<String> profiles) {
        UnsafeSettings unsafe = new UnsafeSettings(settings);
        unsafe.profiles(profiles);
        unsafe.signIn();
        unsafe.origins();
        unsafe.secrets();
        unsafe.redis();
        return List.copyOf(unsafe.found);
    }

    private void profiles(List<String> profiles) {
        profiles.stream()
                .filter(profile -> !profile.equals(PRODUCTION))
                .forEach(
                        profile ->
                                add(
                                        "quarkus.profile",
                                        "is \"" + profile + "\"",
                                        "leave QUARKUS_PROFILE unset"));
    }

    private void signIn() {
        value("quarkus.oidc.auth-server-url")
                .filter(issuer -> !issuer.startsWith("https://"))
                .ifPresent(
                        issuer ->
                                add(
                                        "quarkus.oidc.auth-server-url",
                                        "is not https: " + issuer,
                                        "set WORKSYNC_OIDC_ISSUER to the provider's https address"));
        value("quarkus.oidc.tenant-enabled")
                .filter("false"::equals)
                .ifPresent(
                        off ->
                                add(
                                        "quarkus.oidc.tenant-enabled",
                                        "is false, so nobody has to sign in",
                                        "leave it unset"));
        value("quarkus.tls.trust-all")
                .filter("true"::equals)
                .ifPresent(
                        on ->
                                add(
                                        "quarkus.tls.trust-all",
                                        "is true, so any certificate passes",
                                        "give the authority's certificate with"
                                                + " quarkus.tls.trust-store.pem.certs"));
    }

    private void origins() {
        List<String> names = List.of("worksync.web.allowed-origins", "quarkus.http.cors.origins");
        for (String name : names) {
            for (String origin : value(name).orElse("").split(",", -1)) {
                if (origin.contains("*")) {
                    add(name, "has a wildcard: " + origin, "name each origin in full");
                } else if (origin.strip().startsWith("http://")) {
                    add(name, "is not https: " + origin, "name origins that begin with https://");
                }
            }
        }
    }

    private void secrets() {
        String user = value("quarkus.datasource.username").orElse("");
        for (String name : SECRETS) {
            value(name).ifPresent(secret -> secret(name, secret, user));
        }
    }

    private void redis() {
        Optional<String> hosts = value("quarkus.redis.hosts");
        if (hosts.isEmpty()) {
            return;
        }
        Optional<String> password =
                value("quarkus.redis.password").or(() -> passwordIn(hosts.get()));
        if (password.isEmpty()) {
            add(
                    "quarkus.redis.hosts",
                    "has no password",
                    "set WORKSYNC_REDIS_URL to rediss://user:password@host:port");
        } else {
            secret("quarkus.redis.hosts", password.get(), "redis");
        }
    }

    private static Optional<String> passwordIn(String hosts) {
        String first = hosts.split(",", -1)[0].strip();
        String info = URI.create(first).getUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        return info == null || colon < 0 || colon == info.length() - 1
                ? Optional.empty()
                : Optional.of(info.substring(colon + 1));
    }

    private void secret(String name, String secret, String user) {
        String lower = secret.toLowerCase(Locale.ROOT);
        if (secret.length() < SHORTEST_SECRET || WELL_KNOWN.contains(lower) || lower.equals(user)) {
            add(
                    name,
                    "is a default password, or as easy to guess",
                    "make a random one of 16 characters or more");
        }
    }

    private Optional<String> value(String name) {
        return settings.apply(name).filter(value -> !value.isBlank());
    }

    private void add(String name, String what, String remedy) {
        found.add(name + " " + what + "; " + remedy);
    }
}
