package io.worksync.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.measure.Schedule;
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
public final class Load implements AutoCloseable {

    private static final int CONNECTING_AT_ONCE = 50;
    private static final Duration CONNECTED = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final NetClient network;
    private final Wire wire;
    private final List<URI> nodes;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase(0));
    private final List<List<Client>> rooms = new ArrayList<>();
    private int phases;

    /// @param nodes each room is spread over them
    public Load(Vertx vertx, Wire wire, List<URI> nodes) {
        this.network =
                vertx.createNetClient(
                        new NetClientOptions().setTcpNoDelay(true).setReceiveBufferSize(32_768));
        this.wire = wire;
        this.nodes = List.copyOf(nodes);
    }

    /// Connects everybody, each with this many sockets.
    public void connect(List<Room> crowd, int socketsEach) {
        for (Room room : crowd) {
            List<Future<Client>> connecting = new ArrayList<>();
            for (Seat seat : room.seats()) {
                for (int i = 0; i < socketsEach; i++) {
                    URI node = nodes.get(connecting.size() % nodes.size());
                    connecting.add(Client.connect(network, node, wire, seat, room.id(), "", phase));
                    if (connecting.size() % CONNECTING_AT_ONCE == 0) {
                        await(Future.all(connecting));
                    }
                }
            }
            await(Future.all(connecting));
            rooms.add(connecting.stream().map(Future::result).toList());
        }
    }

    public int connections() {
        return rooms.stream().mapToInt(List::size).sum();
    }

    /// How many get each message.
    public int readers() {
        return rooms.getFirst().size();
    }

    /// Sends for this long at this rate, over all rooms and people in turn.
    public Phase.Result run(double perSecond, Duration duration) {
        Phase current = new Phase(++phases);
        phase.set(current);
        Schedule schedule = Schedule.of(System.nanoTime(), perSecond, duration);
        for (long i = 0; i < schedule.count(); i++) {
            long intended = schedule.nanos(i);
            parkUntil(intended);
            sender(i).send(current, intended);
        }
        double seconds = (System.nanoTime() - schedule.startNanos()) / 1e9;
        settle(current);
        return current.result(seconds);
    }

    @Override
    public void close() {
        rooms.forEach(room -> room.forEach(client -> client.close().onFailure(gone -> {})));
        rooms.clear();
        await(network.close());
    }

    private Client sender(long i) {
        List<Client> room = rooms.get((int) (i % rooms.size()));
        return room.get((int) (i / rooms.size() * 7 % room.size()));
    }

    /// What is still on its way when the last message was sent belongs to the phase as well.
    private void settle(Phase current) {
        long deadline = System.nanoTime() + SETTLED.toNanos();
        while (!current.isSettled(readers()) && System.nanoTime() < deadline) {
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
