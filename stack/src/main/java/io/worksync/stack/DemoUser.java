package io.worksync.stack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of the people of the development realm; their password is their user name.
public record DemoUser(String username) {

    public static final List<DemoUser> ALL =
            List.of(
                    new DemoUser("rahim"),
                    new DemoUser("aisha"),
                    new DemoUser("mina"),
                    new DemoUser("omar"),
                    new DemoUser("zoe"),
                    new DemoUser("admin"));

    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// A fresh access token for this user.
    ///
    /// @param issuer the realm's address
    public String accessToken(String issuer) {
        URI endpoint = URI.create(issuer + "/protocol/openid-connect/token");
        String name = URLEncoder.encode(username, StandardCharsets.UTF_8);
        String form =
                "grant_type=password&client_id=worksync-cli&scope=openid&username="
                        + name
                        + "&password="
                        + name;
        HttpRequest request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var answer = client.send(request, BodyHandlers.ofString());
            Matcher token = ACCESS_TOKEN.matcher(answer.body());
            if (answer.statusCode() != 200 || !token.find()) {
                throw new StackFailure(
                        "Keycloak gives no token for "
                                + username
                                + ": "
                                + answer.statusCode()
                                + " "
                                + answer.body());
            }
            return token.group(1);
        } catch (IOException e) {
            throw new StackFailure(
                    "Keycloak does not answer at "
                            + endpoint
                            + "; ./worksync status shows whether it runs",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }
}
