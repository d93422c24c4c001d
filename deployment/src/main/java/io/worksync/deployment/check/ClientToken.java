package io.worksync.deployment.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The access token of a client with a service account (OAuth 2.0's client credentials).
public final class ClientToken {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private ClientToken() {}

    /// Asks the realm for one.
    ///
    /// @throws IOException saying what the realm answered, where it refuses
    public static String fetch(URI realm, String client, String secret)
            throws IOException, InterruptedException {
        URI endpoint = URI.create(realm + "/protocol/openid-connect/token");
        String form =
                "grant_type=client_credentials&client_id="
                        + encoded(client)
                        + "&client_secret="
                        + encoded(secret);
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode body = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "no token for %s at %s: %d %s %s"
                                .formatted(
                                        client,
                                        endpoint,
                                        answer.statusCode(),
                                        body.path("error").asText(),
                                        body.path("error_description").asText()));
            }
            return body.path("access_token").asText();
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
