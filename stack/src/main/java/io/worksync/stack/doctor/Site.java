package io.worksync.stack.doctor;

import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/// HTTP as a browser would speak it, with reasons that a person understands.
final class Site {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /// No answer, and why.
    static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        NoAnswer(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> get(URI address, String token) throws NoAnswer {
        return call("GET", address, token, "");
    }

    /// An empty token sends none, an empty body neither.
    HttpResponse<String> call(String method, URI address, String token, String body)
            throws NoAnswer {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NoAnswer(reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "its certificate is not accepted (" + cause.getMessage() + ")";
            }
            if (cause instanceof UnknownHostException
                    || cause instanceof java.nio.channels.UnresolvedAddressException) {
                return "its name is not known to DNS";
            }
            if (cause instanceof HttpTimeoutException) {
                return "it does not answer within " + PATIENCE.toSeconds() + " s";
            }
            if (cause instanceof ConnectException) {
                return "nothing listens there";
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /// The first text value of this name in a JSON document; empty where there is none.
    static String text(String json, String name) {
        Matcher value =
                Pattern.compile(
                                "\""
                                        + Pattern.quote(name)
                                        + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                        .matcher(json);
        return value.find() ? value.group(1).replace("\\/", "/") : "";
    }
}
