package io.worksync.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.worksync.gateway.protocol.ProtocolError;
import io.worksync.gateway.protocol.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnstileTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Turnstile turnstile = new Turnstile(config(2, 3), metrics);
    private final List<String> begun = new ArrayList<>();

    /// A client whose session takes as long as the test wants.
    private final class Client {

        final String name;
        final CompletableFuture<String> opening = new CompletableFuture<>();
        boolean gone;
        UniAssertSubscriber<String> result;

        Client(String name) {
            this.name = name;
        }

        Client comes() {
            result =
                    turnstile
                            .pass(Runnable::run, () -> gone, this::open)
                            .subscribe()
                            .withSubscriber(UniAssertSubscriber.create());
            return this;
        }

        private Uni<String> open() {
            begun.add(name);
            return Uni.createFrom().completionStage(opening);
        }
    }

    @Test
    void as_many_as_may_are_opened_at_once_and_the_others_in_the_order_they_came() {
        Client a = new Client("a").comes();
        Client b = new Client("b").comes();
        new Client("c").comes();
        new Client("d").comes();
        assertThat(begun).containsExactly("a", "b");
        assertThat(waiting()).isEqualTo(2);
        b.opening.complete("b is in");
        b.result.assertItem("b is in");
        assertThat(begun).containsExactly("a", "b", "c");
        a.opening.completeExceptionally(new IllegalStateException("not let in"));
        assertThat(a.result.getFailure()).isInstanceOf(IllegalStateException.class);
        assertThat(begun).containsExactly("a", "b", "c", "d");
        assertThat(waiting()).isZero();
    }

    @Test
    void those_beyond_are_told_to_come_later_and_no_more_sockets_are_taken() {
        List<Client> clients = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            clients.add(new Client(name).comes());
        }
        assertThat(turnstile.isCrowded()).isFalse();
        clients.add(new Client("d").comes());
        assertThat(turnstile.isCrowded()).isTrue();
        clients.add(new Client("e").comes());
        Client last = new Client("f").comes();
        assertThat(((Refused) last.result.getFailure()).error())
                .isEqualTo(ProtocolError.TOO_MANY_REQUESTS);
        clients.forEach(client -> client.opening.complete("in"));
        clients.forEach(client -> client.result.assertItem("in"));
        assertThat(turnstile.isCrowded()).isFalse();
        assertThat(new Client("again").comes().result.getFailure()).isNull();
        assertThat(begun).endsWith("again");
    }

    @Test
    void whoever_went_takes_nobodys_place() {
        Client a = new Client("a").comes();
        Client b = new Client("b").comes();
        Client gone = new Client("gone").comes();
        Client cancelled = new Client("cancelled").comes();
        new Client("e").comes();
        gone.gone = true;
        cancelled.result.cancel();
        a.opening.complete("in");
        assertThat(begun).containsExactly("a", "b", "e");
        b.result.cancel();
        new Client("f").comes();
        assertThat(begun).containsExactly("a", "b", "e", "f");
    }

    private double waiting() {
        return metrics.get("worksync_gateway_sessions_waiting").gauge().value();
    }

    private static SessionConfig config(int atOnce, int maxWaiting) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SessionConfig.class)
                .withDefaultValues(
                        Map.of(
                                "worksync.session.open-at-once", "" + atOnce,
                                "worksync.session.max-waiting", "" + maxWaiting))
                .build()
                .getConfigMapping(SessionConfig.class);
    }
}
