package io.worksync.stack.command;

import io.worksync.stack.DemoUser;
import io.worksync.stack.StackFailure;
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

    void fill() {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            for (DemoUser user : DemoUser.ALL) {
                introduce(client, user);
            }
        } catch (IOException e) {
            throw new StackFailure(
                    "the gateway does not answer at " + gateway + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    private void introduce(HttpClient client, DemoUser user)
            throws IOException, InterruptedException {
        HttpRequest me =
                HttpRequest.newBuilder(URI.create(gateway + "/api/chat/v1/users/me"))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + user.accessToken(issuer))
                        .build();
        int status = client.send(me, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new StackFailure(
                    "chat-service does not accept "
                            + user.username()
                            + ": status "
                            + status
                            + "; ./worksync logs chat-service");
        }
    }
}
