package io.worksync.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Marker;
import io.worksync.benchmarks.measure.Phase;
import io.worksync.benchmarks.measure.Schedule;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Everybody's sockets, and what they do.
public final class Load implements AutoCloseable {

    /// Publishes a message for a room beside the sockets, and says when it was taken.
    @FunctionalInterface
    public interface Publisher {
        Future<?> publish(Room room, Marker marker);
    }

    /// What each client does over and over when a server is saturated.
    public enum Call {
        SEND,
        HISTORY
    }

    private static final int CONNECTING_AT_ONCE = 50;
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration ALL_SENT = Duration.ofMinutes(2);
    private static final Duration STORM = Duration.ofMinutes(4);

    private final Vertx vertx;
    private final NetClient network;
    private final Wire wire;
    private final List<URI> nodes;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Phase(0));
    private final List<Room> crowd = new ArrayList<>();
    private final List<List<Client>> rooms = new ArrayList<>();
    private int phases;

    /// @param nodes each room is spread over them
    public Load(Vertx vertx, Wire wire, List<URI> nodes) {
        this.vertx = vertx;
        this.network =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setTcpNoDelay(true)
                                .setReceiveBufferSize(32_768)
                                .setConnectTimeout(30_000));
        this.wire = wire;
        this.nodes = List.copyOf(nodes);
    }

    /// Connects everybody, each with this many sockets.
    public void connect(List<Room> more, int socketsEach) {
        for (Room room : more) {
            List<Future<Client>> connecting = new ArrayList<>();
            for (Seat seat : room.seats()) {
                for (int i = 0; i < socketsEach; i++) {
                    connecting.add(connect(seat, room, "", connecting.size()));
                    if (connecting.size() % CONNECTING_AT_ONCE == 0) {
                        Waiting.connected(Future.all(connecting));
                    }
                }
            }
            Waiting.connected(Future.all(connecting));
            crowd.add(room);
            rooms.add(connecting.stream().map(Future::result).toList());
        }
    }

    /// The positions of everybody, then nobody is connected any more.
    ///
    /// @param seen how many messages each room had
    public List<List<String>> leave(long seen) {
        List<List<String>> positions =
                rooms.stream()
                        .map(r -> r.stream().map(client -> wire.position(client, seen)).toList())
                        .toList();
        disconnect();
        return positions;
    }

    /// Everybody comes back to where they left off, all at once as far as the server lets them;
    /// returns when each has got what it missed.
    ///
    /// @param missed how many messages each has to get, of the phase in which they were sent
    /// @return how many arrived in the time
    public long comeBack(List<List<String>> positions, Phase sent, long missed, Duration patience) {
        phase.set(sent);
        List<Future<Client>> connecting = new ArrayList<>();
        for (int r = 0; r < crowd.size(); r++) {
            List<Seat> seats = crowd.get(r).seats();
            for (int s = 0; s < seats.size(); s++) {
                connecting.add(connect(seats.get(s), crowd.get(r), positions.get(r).get(s), s));
                if (connecting.size() >= 2 * CONNECTING_AT_ONCE) {
                    Waiting.connected(connecting.get(connecting.size() - 2 * CONNECTING_AT_ONCE));
                }
            }
        }
        Waiting.connected(Future.all(connecting));
        int size = crowd.getFirst().seats().size();
        for (int r = 0; r < crowd.size(); r++) {
            rooms.add(
                    connecting.subList(r * size, (r + 1) * size).stream()
                            .map(Future::result)
                            .toList());
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (sent.delivered() < missed * connecting.size() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(200_000);
        }
        return sent.delivered();
    }

    /// What became of those whose server died.
    ///
    /// @param seconds until the last was back
    /// @param attempts how often they tried, all together
    public record Returned(
            int sockets, double seconds, long attempts, Map<String, Integer> failures) {}

    /// Everybody whose server died goes to this node, each by itself and until it is let in, after
    /// the pauses that the official SDK makes.
    public Returned returnTo(URI node) {
        long begin = System.nanoTime();
        Reconnecting reconnecting =
                new Reconnecting(
                        vertx,
                        gone ->
                                Client.connect(
                                        network,
                                        node,
                                        wire,
                                        gone.seat(),
                                        gone.room(),
                                        wire.position(gone, 0),
                                        phase));
        List<List<Future<Client>>> back =
                rooms.stream().map(r -> r.stream().map(reconnecting::begin).toList()).toList();
        Waiting.connected(Future.all(back.stream().flatMap(List::stream).toList()), STORM);
        double seconds = (System.nanoTime() - begin) / 1e9;
        rooms.clear();
        back.forEach(room -> rooms.add(room.stream().map(Future::result).toList()));
        return new Returned(
                connections(), seconds, reconnecting.attempts(), reconnecting.failures());
    }

    public int connections() {
        return rooms.stream().mapToInt(List::size).sum();
    }

    /// A side that has dropped somebody is not measured: what reaches fewer people costs less.
    public void requireAll() {
        List<Client> gone = rooms.stream().flatMap(List::stream).filter(Client::isGone).toList();
        if (!gone.isEmpty()) {
            throw new BenchFailure(
                    "%d of %d sockets were closed, the first with %d"
                            .formatted(gone.size(), connections(), gone.getFirst().closeCode()));
        }
    }

    /// How many get each message.
    public int readers() {
        return rooms.getFirst().size();
    }

    /// The first client's welcome.
    public String welcome() {
        return rooms.getFirst().getFirst().welcome();
    }

    /// Sends for this long at this rate, over all rooms and people in turn: an open loop that does
    /// not slow down with the servers.
    public Phase.Result run(double perSecond, Duration duration) {
        return onSchedule(perSecond, duration, (current, i, due) -> sender(i).send(current, due));
    }

    /// As [#run(double, Duration)], but the messages come from elsewhere.
    public Phase.Result run(double perSecond, Duration duration, Publisher publisher) {
        return onSchedule(
                perSecond,
                duration,
                (current, i, due) -> {
                    Room room = crowd.get((int) (i % crowd.size()));
                    current.sent();
                    publisher
                            .publish(room, new Marker(current.number(), due))
                            .onComplete(
                                    taken ->
                                            current.answered(
                                                    taken.succeeded(), System.nanoTime() - due));
                });
    }

    /// Sends this many messages into each room and waits until they are acknowledged.
    public Phase send(int perRoom, double perSecond) {
        Phase current = new Phase(++phases);
        long count = (long) perRoom * rooms.size();
        Schedule schedule = new Schedule(System.nanoTime(), perSecond, count);
        for (long i = 0; i < count; i++) {
            Waiting.until(schedule.nanos(i));
            sender(i).send(current, schedule.nanos(i));
        }
        Phase.Result result = settled(current, 0, count / perSecond, ALL_SENT);
        if (result.acked() != count) {
            throw new BenchFailure("only %d of %d sends done".formatted(result.acked(), count));
        }
        return current;
    }

    /// Keeps this many calls under way for this long: a closed loop, for what a server can do at
    /// most.
    public Phase.Result saturate(Call call, int underWay, Duration duration) {
        Phase current = new Phase(++phases);
        phase.set(current);
        long begin = System.nanoTime();
        long end = begin + duration.toNanos();
        for (int i = 0; i < underWay; i++) {
            again(call, sender(i), current, end);
        }
        Waiting.until(end);
        int readers = call == Call.SEND ? readers() : 0;
        return settled(current, readers, duration.toNanos() / 1e9, SETTLED);
    }

    @Override
    public void close() {
        disconnect();
        Waiting.connected(network.close());
    }

    private void disconnect() {
        Waiting.connected(
                Future.join(
                        rooms.stream()
                                .flatMap(List::stream)
                                .map(Client::close)
                                .map(closing -> closing.otherwiseEmpty())
                                .toList()));
        rooms.clear();
    }

    private Future<Client> connect(Seat seat, Room room, String resume, int number) {
        URI node = nodes.get(number % nodes.size());
        return Client.connect(network, node, wire, seat, room.id(), resume, phase);
    }

    private void again(Call call, Client client, Phase current, long end) {
        long begin = System.nanoTime();
        if (begin >= end) {
            return;
        }
        current.sent();
        Client.Answer answer =
                done -> {
                    current.answered(done, System.nanoTime() - begin);
                    again(call, client, current, end);
                };
        switch (call) {
            case SEND -> client.send(new Marker(current.number(), begin), answer);
            case HISTORY -> client.history(answer);
        }
    }

    private interface Step {
        void take(Phase current, long number, long dueNanos);
    }

    private Phase.Result onSchedule(double perSecond, Duration duration, Step step) {
        Phase current = new Phase(++phases);
        phase.set(current);
        Schedule schedule = Schedule.of(System.nanoTime(), perSecond, duration);
        for (long i = 0; i < schedule.count(); i++) {
            Waiting.until(schedule.nanos(i));
            step.take(current, i, schedule.nanos(i));
        }
        double seconds = (System.nanoTime() - schedule.startNanos()) / 1e9;
        return settled(current, readers(), seconds, SETTLED);
    }

    private Client sender(long i) {
        List<Client> room = rooms.get((int) (i % rooms.size()));
        return room.get((int) (i / rooms.size() * 7 % room.size()));
    }

    /// What is still on its way when the last message was sent belongs to the phase as well.
    private static Phase.Result settled(
            Phase current, int readers, double seconds, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!current.isSettled(readers) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        return current.result(seconds);
    }
}
