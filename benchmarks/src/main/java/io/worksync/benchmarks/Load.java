package io.worksync.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.worksync.benchmarks.Crowd.Person;
import io.worksync.benchmarks.Rooms.Room;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Everybody's sockets, and messages at a fixed rate: an open loop that does not slow down with the
/// servers.
final class Load implements AutoCloseable {

    private static final int CONNECTING_AT_ONCE = 50;
    private static final Duration CONNECTED = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase(0));
    private final List<List<Client>> rooms = new ArrayList<>();
    private int phases;

    /// Connects everybody, each room spread over the gateways.
    void connect(List<Room> crowd, List<URI> gateways) {
        WebSocketClient sockets =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setMaxConnections(10_000)
                                .setTryUsePerMessageCompression(false));
        for (Room room : crowd) {
            List<Future<Client>> connecting = new ArrayList<>();
            for (Person person : room.people()) {
                URI gateway = gateways.get(connecting.size() % gateways.size());
                connecting.add(Client.connect(sockets, gateway, person, room.channel(), phase));
                if (connecting.size() % CONNECTING_AT_ONCE == 0) {
                    await(Future.all(connecting));
                }
            }
            await(Future.all(connecting));
            rooms.add(connecting.stream().map(Future::result).toList());
        }
    }

    int connections() {
        return rooms.stream().mapToInt(List::size).sum();
    }

    /// Sends for this long at this rate, over all rooms and people in turn.
    Phase.Result run(double perSecond, Duration duration) {
        Phase current = new Phase(++phases);
        phase.set(current);
        long count = Math.round(perSecond * duration.toNanos() / 1e9);
        long start = System.nanoTime();
        for (long i = 0; i < count; i++) {
            long intended = start + (long) (i * 1e9 / perSecond);
            parkUntil(intended);
            sender(i).send(current, intended);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        settle(current);
        return current.result(seconds);
    }

    @Override
    public void close() {
        rooms.forEach(room -> room.forEach(Client::close));
        await(vertx.close());
    }

    private Client sender(long i) {
        List<Client> room = rooms.get((int) (i % rooms.size()));
        return room.get((int) (i / rooms.size() * 7 % room.size()));
    }

    /// What is still on its way when the last message was sent belongs to the phase as well.
    private void settle(Phase current) {
        long deadline = System.nanoTime() + SETTLED.toNanos();
        int readers = rooms.getFirst().size();
        while (!current.isSettled(readers) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void parkUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .get(CONNECTED.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchFailure("the sockets do not connect: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
