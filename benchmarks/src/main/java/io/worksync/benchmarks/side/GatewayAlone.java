package io.worksync.benchmarks.side;

import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Wire;
import io.worksync.benchmarks.measure.Cpu;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Of WorkSync only its first gateway: all sockets are there, and nothing else counts.
public record GatewayAlone(WorkSyncSide all) implements Side {

    @Override
    public String name() {
        return "WorkSync's gateway";
    }

    @Override
    public Map<String, List<Room>> start(List<Plan> plans) {
        return all.start(plans);
    }

    @Override
    public Wire wire() {
        return all.wire();
    }

    @Override
    public List<URI> nodes() {
        return all.nodes().subList(0, 1);
    }

    @Override
    public Cpu cpu() {
        return Cpu.of(Map.of("gateway", holders()), database -> true);
    }

    @Override
    public List<Long> holders() {
        return all.holders().subList(0, 1);
    }

    @Override
    public void collectGarbage() {
        holders().forEach(JvmTools::collectGarbage);
    }

    @Override
    public void close() {
        all.close();
    }
}
