package io.worksync.system.running;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Access tokens of the demo users, as Keycloak gives them.
public final class Tokens {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SPARE = Duration.ofSeconds(90);

    private final URI keycloak;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(String token, Instant until) {

        boolean isFresh() {
            return Instant.now().isBefore(until);
        }
    }

    Tokens(URI keycloak) {
        this.keycloak = keycloak;
    }

    public String issuer() {
        return keycloak.resolve("/realms/worksync").toString();
    }

    /// A token that is valid for another minute and a half at least.
    public String of(String user) {
        return held.compute(user, (u, old) -> old != null && old.isFresh() ? old : signIn(u))
                .token();
    }

    private Held signIn(String user) {
        String form =
                "grant_type=password&client_id=worksync-cli&scope=openid&username="
                        + URLEncoder.encode(user, StandardCharsets.UTF_8)
                        + "&password="
                        + URLEncoder.encode(user, StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        Answer answer = Api.send(request).expect(200);
        long seconds = answer.json().path("expires_in").asLong();
        return new Held(
                answer.json().path("access_token").asText(),
                Instant.now().plusSeconds(seconds).minus(SPARE));
    }
}
