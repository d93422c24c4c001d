package io.worksync.system.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ConnectedEvent;
import io.github.centrifugal.centrifuge.ConnectingEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenGetter;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.TokenCallback;
import io.worksync.system.running.Json;
import io.worksync.system.running.KeycloakAdmin;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `centrifuge-java` with tokens that live for ten seconds: it hands in another before one ends,
/// and keeps its socket.
@ExtendWith(RunningWorkSync.class)
class OfficialJavaClientRefreshTest {

    private static final int TEN_SECONDS = 10;
    private static final Duration SEVERAL_TOKENS = Duration.ofSeconds(90);
    private static final int TOKENS = 4;

    private final WorkSync worksync = WorkSync.running();
    private final KeycloakAdmin keycloak = new KeycloakAdmin(worksync);
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private Client client;

    @BeforeEach
    void connect() {
        Options options = new Options();
        options.setTokenGetter(new FreshToken());
        String endpoint = worksync.gateway(1).toString().replaceFirst("^http", "ws");
        client = new Client(endpoint + "/connection/websocket", options, new Listener());
        client.connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        client.disconnect();
        client.close(1000);
    }

    @Test
    void it_hands_in_one_token_after_another_on_the_same_socket() throws Exception {
        await("several tokens").atMost(SEVERAL_TOKENS).until(() -> tokens.get() >= TOKENS);

        CompletableFuture<String> me = new CompletableFuture<>();
        client.rpc(
                "GET /api/chat/v1/users/me",
                "null".getBytes(UTF_8),
                (failure, result) -> {
                    if (failure == null) {
                        me.complete(new String(result.getData(), UTF_8));
                    } else {
                        me.completeExceptionally(failure);
                    }
                });
        assertThat(Json.parse(me.get(15, TimeUnit.SECONDS)).path("username").asText())
                .isEqualTo("omar");
        assertThat(connected).hasValue(1);
        assertThat(connecting).hasValue(1);
    }

    private final class FreshToken extends ConnectionTokenGetter {

        @Override
        public void getConnectionToken(ConnectionTokenEvent event, TokenCallback callback) {
            callback.Done(null, keycloak.shortLivedToken("omar", TEN_SECONDS));
            tokens.incrementAndGet();
        }
    }

    private final class Listener extends EventListener {

        @Override
        public void onConnecting(Client client, ConnectingEvent event) {
            connecting.incrementAndGet();
        }

        @Override
        public void onConnected(Client client, ConnectedEvent event) {
            connected.incrementAndGet();
        }
    }
}
