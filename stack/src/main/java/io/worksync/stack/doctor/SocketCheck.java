package io.worksync.stack.doctor;

import io.worksync.stack.StackFailure;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A WebSocket through everything that stands in front of the gateways, and one command on it.
final class SocketCheck {

    private static final String PATH = "/connection/websocket";

    private final Site site;
    private final URI url;
    private final String token;
    private final Findings findings;

    SocketCheck(Site site, URI url, String token, Findings findings) {
        this.site = site;
        this.url = url;
        this.token = token;
        this.findings = findings;
    }

    void run() {
        URI address = URI.create(url.toString().replaceFirst("^http", "ws")).resolve(PATH);
        Heard heard = new Heard();
        try {
            WebSocket socket =
                    site.client()
                            .newWebSocketBuilder()
                            .connectTimeout(Site.PATIENCE)
                            .header("Origin", origin())
                            .buildAsync(address, heard)
                            .get(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            socket.sendText("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}", true)
                    .get(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            answered(heard.first.get(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            socket.abort();
        } catch (ExecutionException e) {
            refused(address, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            findings.bad(
                    "WebSocket",
                    "nothing comes back on " + address,
                    "let the proxy pass WebSockets on (Upgrade) and wait for longer than 30 s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    private void answered(String said) {
        if (said.startsWith("{\"id\":1,\"connect\"")) {
            findings.good("WebSocket", "connected, and signed in");
        } else if (token.isEmpty() && said.startsWith("closed 350")) {
            findings.good("WebSocket", "the gateway answers; without a token it lets nobody in");
        } else {
            findings.bad(
                    "WebSocket",
                    "the gateway answers " + said,
                    "see docs/realtime.md for its code");
        }
    }

    private void refused(URI address, Throwable cause) {
        if (!(cause instanceof WebSocketHandshakeException handshake)) {
            findings.bad(
                    "WebSocket",
                    address + ": " + Site.reason(cause),
                    "is the address right, and does the ingress route it?");
            return;
        }
        int status = handshake.getResponse().statusCode();
        switch (status) {
            case 403 ->
                    findings.bad(
                            "WebSocket",
                            "the origin " + origin() + " is refused (403)",
                            "name it in WORKSYNC_ALLOWED_ORIGINS");
            case 502, 503, 504 ->
                    findings.bad(
                            "WebSocket",
                            "the ingress reaches no gateway (" + status + ")",
                            "is one ready? see its /q/health/ready");
            default ->
                    findings.bad(
                            "WebSocket",
                            "the handshake is answered with " + status + " and not 101",
                            "route "
                                    + PATH
                                    + " to the gateways and pass Upgrade and Connection on");
        }
    }

    private String origin() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port;
    }

    /// The first thing that is heard: a message, or how the socket ended.
    private static final class Heard implements WebSocket.Listener {

        private final CompletableFuture<String> first = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            first.complete(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            first.complete("closed " + code + " " + reason);
            return WebSocket.Listener.super.onClose(socket, code, reason);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            first.completeExceptionally(error);
        }
    }
}
