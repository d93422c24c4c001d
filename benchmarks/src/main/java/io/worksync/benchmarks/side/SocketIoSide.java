package io.worksync.benchmarks.side;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.SocketIoWire;
import io.worksync.benchmarks.load.Wire;
import io.worksync.benchmarks.measure.Cpu;
import java.net.URI;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// The peer in `benchmarks/peers/socketio`: two Node processes on the PostgreSQL and the Redis of
/// WorkSync's stack, which has to be up.
public final class SocketIoSide implements Side {

    static final String DATABASE = "socketio";

    private static final int NODES = 2;
    private static final int PORT = 8_310;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchStack stack;
    private final KeyPair keys = Token.keys();
    private final List<ChildProcess> nodes = new ArrayList<>();
    private Map<String, List<Long>> processes = Map.of();

    public SocketIoSide(BenchStack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "Socket.IO";
    }

    @Override
    public Map<String, List<Room>> start(List<Plan> plans) {
        NodeProgram program = new NodeProgram(stack.root().resolve("benchmarks/peers/socketio"));
        program.install(stack.log("socketio-install"));
        Map<String, List<Room>> rooms = rooms(plans);
        program.run("setup.mjs", environment(PORT), channels(rooms), stack.log("socketio-setup"));
        for (int i = 0; i < NODES; i++) {
            nodes.add(
                    program.start(
                            "server.mjs",
                            environment(stack.port(PORT + i)),
                            stack.log("socketio-" + (i + 1))));
        }
        processes = new HashMap<>(stack.processes());
        processes.keySet().retainAll(List.of("postgres", "redis"));
        processes.put("node", holders());
        return rooms;
    }

    @Override
    public Wire wire() {
        return new SocketIoWire();
    }

    @Override
    public List<URI> nodes() {
        return IntStream.range(0, NODES)
                .mapToObj(i -> URI.create("http://localhost:" + stack.port(PORT + i)))
                .toList();
    }

    @Override
    public Cpu cpu() {
        return Cpu.of(processes, DATABASE::equals);
    }

    @Override
    public List<Long> holders() {
        return nodes.stream().map(ChildProcess::pid).toList();
    }

    /// Its processes collect when they get this signal.
    @Override
    public void collectGarbage() {
        holders().forEach(pid -> Signals.send("USR2", pid));
    }

    @Override
    public void close() {
        nodes.forEach(ChildProcess::close);
        nodes.clear();
    }

    private Map<String, List<Room>> rooms(List<Plan> plans) {
        Map<Integer, Seat> people = new HashMap<>();
        Map<String, List<Room>> rooms = new HashMap<>();
        for (Plan plan : plans) {
            plan.people().forEach(number -> people.computeIfAbsent(number, this::person));
            rooms.put(
                    plan.name(),
                    plan.rooms().stream()
                            .map(room -> new Room(id(), room.stream().map(people::get).toList()))
                            .toList());
        }
        return rooms;
    }

    private Seat person(int number) {
        String id = id();
        return new Seat(id, Token.signed(keys, id, Clock.systemUTC()));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String channels(Map<String, List<Room>> rooms) {
        List<Map<String, Object>> channels =
                rooms.values().stream()
                        .flatMap(List::stream)
                        .<Map<String, Object>>map(
                                room ->
                                        Map.of(
                                                "id",
                                                room.id(),
                                                "members",
                                                room.seats().stream().map(Seat::person).toList()))
                        .toList();
        try {
            return JSON.writeValueAsString(channels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> environment(int port) {
        return Map.of(
                "NODE_ENV",
                "production",
                "PEER_PORT",
                Integer.toString(port),
                "PEER_PUBLIC_KEY",
                Token.pem(keys.getPublic()),
                "PEER_DATABASE_URL",
                "postgres://postgres:%s@127.0.0.1:%d/%s"
                        .formatted(stack.secret("postgres.password"), stack.port(15_432), DATABASE),
                "PEER_REDIS_URL",
                stack.redisUrl());
    }
}
