package io.worksync.benchmarks.side;

import io.worksync.benchmarks.bare.BareServer;
import io.worksync.benchmarks.load.BareWire;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Wire;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Cpu;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The bare Vert.x server, in one process with a gateway's JVM options.
public final class BareSide implements Side {

    private static final int PORT = 8_320;
    private static final String READY = "ready ";

    private final BenchStack stack;
    private ChildProcess server = ChildProcess.NONE;
    private String transport = "unknown";

    public BareSide(BenchStack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "bare Vert.x";
    }

    /// What moves its bytes: io_uring, or NIO and why.
    public String transport() {
        return transport;
    }

    @Override
    public Map<String, List<Room>> start(List<Plan> plans) {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms32m",
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareServer.class.getName(),
                        Integer.toString(stack.port(PORT)),
                        stack.redisUrl());
        java.redirectError(ProcessBuilder.Redirect.appendTo(stack.log("bare").toFile()));
        try {
            Process process = java.start();
            server = new ChildProcess(process);
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null || !line.startsWith(READY)) {
                throw new BenchFailure("no bare server; its log: " + stack.log("bare"));
            }
            transport = line.substring(READY.length());
        } catch (IOException e) {
            throw new BenchFailure("no bare server; its log: " + stack.log("bare"), e);
        }
        Map<String, List<Room>> rooms = new HashMap<>();
        plans.forEach(plan -> rooms.put(plan.name(), rooms(plan)));
        return rooms;
    }

    private static List<Room> rooms(Plan plan) {
        return plan.rooms().stream()
                .map(
                        people ->
                                new Room(
                                        UUID.randomUUID().toString(),
                                        people.stream().map(n -> new Seat("" + n, "")).toList()))
                .toList();
    }

    @Override
    public Wire wire() {
        return new BareWire();
    }

    @Override
    public List<URI> nodes() {
        return List.of(URI.create("http://localhost:" + stack.port(PORT)));
    }

    @Override
    public Cpu cpu() {
        return Cpu.of(Map.of("server", holders()), database -> true);
    }

    @Override
    public List<Long> holders() {
        return List.of(server.pid());
    }

    @Override
    public void collectGarbage() {
        JvmTools.collectGarbage(server.pid());
    }

    @Override
    public void close() {
        server.close();
    }
}
