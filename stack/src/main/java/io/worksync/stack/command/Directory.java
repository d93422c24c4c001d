package io.worksync.stack.command;

import io.worksync.stack.DemoUser;
import io.worksync.stack.StackFailure;
import io.worksync.stack.process.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Makes the demo users known. A person enters the directory with their first call, and nobody can
/// be found before.
record Directory(String gateway, String issuer) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// A service may be ready a moment before the others have noticed.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void fill() {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            DemoUser.ALL.forEach(user -> introduce(client, user));
        }
    }

    private void introduce(HttpClient client, DemoUser user) {
        String token = user.accessToken(issuer);
        if (!Deadline.await(PATIENCE, () -> isKnown(client, token))) {
            throw new StackFailure(
                    "%s/api/chat/v1/users/me does not answer %s; ./worksync logs chat-service"
                            .formatted(gateway, user.username()));
        }
    }

    private boolean isKnown(HttpClient client, String token) {
        HttpRequest me =
                HttpRequest.newBuilder(URI.create(gateway + "/api/chat/v1/users/me"))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .build();
        try {
            return client.send(me, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }
}
