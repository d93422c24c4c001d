package io.worksync.benchmarks.side;

import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Wire;
import io.worksync.benchmarks.load.WorkSyncWire;
import io.worksync.benchmarks.measure.Cpu;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// WorkSync with all its processes: the services, PostgreSQL, Redis, Kafka, Keycloak and coturn.
public final class WorkSyncSide implements Side {

    private final BenchStack stack;
    private Map<String, List<Long>> processes = Map.of();

    public WorkSyncSide(BenchStack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "WorkSync";
    }

    @Override
    public Map<String, List<Room>> start(List<Plan> plans) {
        stack.up();
        processes = stack.processes();
        Notebook notebook = new Notebook(stack.state().resolve("notebook"));
        List<Integer> numbers =
                plans.stream().flatMap(plan -> plan.people().stream()).distinct().toList();
        Map<Integer, Seat> people = new Crowd(stack, notebook).signedIn(numbers);
        Rooms rooms = new Rooms(stack.gateway(1), notebook);
        Map<String, List<Room>> made = new HashMap<>();
        plans.forEach(plan -> made.put(plan.name(), rooms.of(plan, people)));
        return made;
    }

    @Override
    public Wire wire() {
        return new WorkSyncWire();
    }

    @Override
    public List<URI> nodes() {
        return IntStream.rangeClosed(1, stack.gateways()).mapToObj(stack::gateway).toList();
    }

    @Override
    public Cpu cpu() {
        return Cpu.of(processes, database -> !database.equals(SocketIoSide.DATABASE));
    }

    @Override
    public List<Long> holders() {
        return processes.getOrDefault("gateway", List.of());
    }

    @Override
    public List<Long> compiled() {
        return processes.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public void collectGarbage() {
        holders().forEach(JvmTools::collectGarbage);
    }

    /// What the objects of the gateways take.
    public long heapBytes() {
        return holders().stream().mapToLong(JvmTools::heapBytes).sum();
    }

    @Override
    public void close() {
        stack.close();
    }
}
