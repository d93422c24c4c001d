package io.worksync.stack.turn;

import io.worksync.stack.turn.TurnClient.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Proves that a TURN server relays: two clients take an address each, and the one's packet reaches
/// the other through both.
public final class RelayCheck {

    private static final Duration CREDENTIAL = Duration.ofMinutes(1);
    private static final byte[] GREETING = "worksync".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress server;
    private final TurnCredential credential;

    public RelayCheck(InetSocketAddress server, String secret, Clock clock) {
        this(server, TurnCredential.until(clock.instant().plus(CREDENTIAL), "doctor", secret));
    }

    /// With a credential that somebody else has given.
    public RelayCheck(InetSocketAddress server, TurnCredential credential) {
        this.server = server;
        this.credential = credential;
    }

    /// What is wrong and what to do about it; nothing where it relays by UDP and by TCP.
    public Optional<String> problem() {
        try (TurnClient udp = TurnClient.udp(server, credential);
                TurnClient tcp = TurnClient.tcp(server, credential)) {
            return problemBetween(udp, tcp);
        } catch (IOException e) {
            return Optional.of(
                    "it does not answer at %s (%s): is it running, is the port open?"
                            .formatted(server, e.getMessage()));
        }
    }

    private static Optional<String> problemBetween(TurnClient from, TurnClient to)
            throws IOException {
        Answer first = from.allocate();
        Answer second = to.allocate();
        if (first.relayed().isEmpty() || second.relayed().isEmpty()) {
            return Optional.of(refused(first.succeeded() ? second.code() : first.code()));
        }
        try {
            return relay(from, first.relayed().get(), to, second.relayed().get());
        } finally {
            from.refresh(Duration.ZERO);
            to.refresh(Duration.ZERO);
        }
    }

    private static Optional<String> relay(
            TurnClient from, InetSocketAddress fromRelay, TurnClient to, InetSocketAddress toRelay)
            throws IOException {
        int code = from.permit(toRelay.getAddress().getAddress()).code();
        int back = to.permit(fromRelay.getAddress().getAddress()).code();
        if (code != 0 || back != 0) {
            return Optional.of(forbidden(Math.max(code, back)));
        }
        from.send(toRelay, GREETING);
        return to.receive().filter(data -> Arrays.equals(data, GREETING)).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "it gives addresses but passes nothing on: are its relay ports (min-port to"
                                + " max-port) open for UDP?");
    }

    private static String refused(int code) {
        return switch (code) {
            case 401 ->
                    "it refuses the credentials (401): its static-auth-secret is another one than"
                            + " signaling-service's, or the clocks differ";
            case 486 -> "it gives no address (486): the quota of user or server is reached";
            case 508 -> "it gives no address (508): no relay port is free";
            default -> "it gives no address: error " + code;
        };
    }

    private static String forbidden(int code) {
        return code == 403
                ? "it may not relay to its own address (403): denied-peer-ip covers it, so two"
                        + " people who both need it do not meet"
                : "it lets no peer through: error " + code;
    }
}
