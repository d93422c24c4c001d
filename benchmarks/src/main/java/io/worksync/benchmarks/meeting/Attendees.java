package io.worksync.benchmarks.meeting;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Waiting;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Many participants, who say again and again that they are there.
final class Attendees implements AutoCloseable {

    private static final int CONNECTING_AT_ONCE = 25;

    /// A third of a lease, as the SDK has it.
    private static final long RENEW_MILLIS = 8_000;

    private final Vertx vertx;
    private final WebSocketClient network;
    private final List<URI> gateways;
    private final List<Attendee> all = new CopyOnWriteArrayList<>();
    private final long renewing;
    private int turn;

    Attendees(Vertx vertx, List<URI> gateways) {
        this.vertx = vertx;
        this.network = vertx.createWebSocketClient(options());
        this.gateways = List.copyOf(gateways);
        this.renewing = vertx.setPeriodic(RENEW_MILLIS / 8, id -> renewSome());
    }

    /// Everybody connected, spread over the gateways.
    List<Attendee> connect(List<Seat> seats, Attendee.Listener listener) {
        List<Future<Attendee>> connecting = new ArrayList<>();
        for (Seat seat : seats) {
            URI gateway = gateways.get(connecting.size() % gateways.size());
            connecting.add(Attendee.connect(network, gateway, seat, listener));
            if (connecting.size() % CONNECTING_AT_ONCE == 0) {
                Waiting.connected(Future.all(connecting));
            }
        }
        Waiting.connected(Future.all(connecting));
        List<Attendee> connected = connecting.stream().map(Future::result).toList();
        all.addAll(connected);
        return connected;
    }

    @Override
    public void close() {
        vertx.cancelTimer(renewing);
        all.forEach(Attendee::cut);
        Waiting.connected(network.close());
    }

    /// An eighth of them each time, so that they do not come all at once.
    private void renewSome() {
        turn = (turn + 1) % 8;
        for (int i = turn; i < all.size(); i += 8) {
            all.get(i).renew();
        }
    }

    private static WebSocketClientOptions options() {
        return new WebSocketClientOptions()
                .setMaxConnections(Integer.MAX_VALUE)
                .setTryUsePerMessageCompression(false);
    }
}
