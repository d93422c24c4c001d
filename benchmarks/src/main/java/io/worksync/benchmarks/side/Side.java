package io.worksync.benchmarks.side;

import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Wire;
import io.worksync.benchmarks.measure.Cpu;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A server that is measured, with everything that it needs.
public interface Side extends AutoCloseable {

    String name();

    /// Starts it and makes the people and rooms of the plans; the rooms by the plan's name.
    Map<String, List<Room>> start(List<Plan> plans);

    Wire wire();

    /// Where its clients connect.
    List<URI> nodes();

    /// What all its processes have used so far.
    Cpu cpu();

    /// The processes that have to be compiled before anything is measured.
    default List<Long> compiled() {
        return holders();
    }

    /// The processes that hold sockets.
    List<Long> holders();

    /// Has the processes that hold sockets throw away what nobody uses.
    void collectGarbage();

    @Override
    void close();
}
