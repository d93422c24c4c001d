package io.worksync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a service may not be started with in production.
class UnsafeSettingsTest {

    private static final Map<String, String> SAFE =
            Map.of(
                    "quarkus.oidc.auth-server-url", "https://id.example.org/realms/worksync",
                    "worksync.web.allowed-origins", "https://worksync.example.org",
                    "quarkus.datasource.username", "chat",
                    "quarkus.datasource.password", "wR3bN0xT5yQe8uLk",
                    "quarkus.redis.hosts", "rediss://gateway:fK29dmPz77QpLs4c@redis:6379");

    @Test
    void a_deployment_as_it_should_be_starts() {
        assertThat(UnsafeSettings.in(name -> Optional.ofNullable(SAFE.get(name)), List.of("prod")))
                .isEmpty();
    }

    @Test
    void each_unsafe_setting_is_named_with_its_remedy() {
        refused("quarkus.oidc.auth-server-url", "http://id.example.org", "is not https");
        refused("worksync.web.allowed-origins", "https://a.example.org,*", "has a wildcard");
        refused("worksync.web.allowed-origins", "https://*.example.org", "has a wildcard");
        refused("worksync.web.allowed-origins", "http://a.example.org", "is not https");
        refused("quarkus.http.cors.origins", "/.*/", "has a wildcard");
        refused("quarkus.oidc.tenant-enabled", "false", "nobody has to sign in");
        refused("quarkus.tls.trust-all", "true", "any certificate passes");
        refused("quarkus.redis.hosts", "redis://redis:6379", "has no password");
        refused("quarkus.redis.hosts", "redis://:redis@redis:6379", "is a default password");
        refused("quarkus.datasource.password", "chat", "is a default password");
        refused("quarkus.datasource.password", "Postgres", "is a default password");
        refused("worksync.turn.secret", "changeme", "is a default password");
        refused("worksync.keycloak.client-secret", "short", "is a default password");
    }

    @Test
    void a_profile_for_developing_is_refused() {
        assertThat(UnsafeSettings.in(name -> Optional.ofNullable(SAFE.get(name)), List.of("dev")))
                .containsExactly("quarkus.profile is \"dev\"; leave QUARKUS_PROFILE unset");
    }

    @Test
    void no_secret_is_told() {
        Map<String, String> settings = new TreeMap<>(SAFE);
        settings.put("quarkus.redis.hosts", "redis://:pa55@redis:6379");
        settings.put("worksync.turn.secret", "pa55");
        assertThat(
                        String.join(
                                "\n",
                                UnsafeSettings.in(
                                        name -> Optional.ofNullable(settings.get(name)),
                                        List.of("prod"))))
                .contains("worksync.turn.secret", "quarkus.redis.hosts")
                .doesNotContain("pa55");
    }

    private static void refused(String name, String value, String why) {
        Map<String, String> settings = new TreeMap<>(SAFE);
        settings.put(name, value);
        assertThat(
                        UnsafeSettings.in(
                                setting -> Optional.ofNullable(settings.get(setting)),
                                List.of("prod")))
                .as("%s=%s", name, value)
                .singleElement()
                .asString()
                .startsWith(name)
                .contains(why)
                .contains("; ");
    }
}
