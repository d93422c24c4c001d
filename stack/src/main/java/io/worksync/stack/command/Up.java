package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.part.Part;
import io.worksync.stack.part.Replicas;
import io.worksync.stack.part.Stack;
import io.worksync.stack.process.ProcessState;
import io.worksync.stack.process.ProcessTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Starts what does not run yet, in an order in which everyone finds whom they need: PostgreSQL
/// first, Keycloak beside everything else because it takes longest, the services as soon as Kafka
/// and Redis are there.
final class Up {

    private final Layout layout;
    private final ProcessTable processes;
    private final Set<Part> started = new HashSet<>();
    private final long begin = System.nanoTime();

    Up(Layout layout) {
        this.layout = layout;
        this.processes = new ProcessTable(layout);
    }

    /// Whether everything runs already.
    boolean isRunning(List<Part> parts) {
        return parts.stream().allMatch(part -> processes.state(part.id()) == ProcessState.RUNNING);
    }

    /// Returns when all parts are ready.
    void start(Stack stack, List<Part> parts, Replicas replicas) {
        try (StackLock _ = StackLock.acquire(layout)) {
            parts.forEach(part -> processes.claim(part.id(), part.ports()));
            ReplicasFile.write(layout, replicas);
            List<Part> backing = stack.backing();
            Part keycloak = backing.getLast();
            List<Part> quick = backing.subList(0, backing.size() - 1);
            quick.forEach(this::launch);
            await(backing.getFirst());
            launch(keycloak);
            quick.forEach(this::await);
            List<Part> services = parts.subList(backing.size(), parts.size());
            services.forEach(this::launch);
            services.forEach(this::await);
            await(keycloak);
        }
    }

    /// Returns when the part is ready.
    void startOne(Part part) {
        try (StackLock _ = StackLock.acquire(layout)) {
            launch(part);
            await(part);
        }
    }

    private void launch(Part part) {
        ProcessState before = processes.state(part.id());
        processes.claim(part.id(), part.ports());
        if (processes.state(part.id()) == ProcessState.RUNNING) {
            return;
        }
        part.prepare();
        processes.start(part.id(), part.launch(), part.ports());
        started.add(part);
        Console.progress(
                part.id().toString(),
                before == ProcessState.CRASHED ? "starting again, it had crashed" : "starting",
                begin);
    }

    private void await(Part part) {
        processes.awaitReady(part.id(), part::isReady, part.readyWithin());
        part.afterReady();
        if (started.remove(part)) {
            Console.progress(part.id().toString(), "ready on port " + part.port(), begin);
        }
    }
}
