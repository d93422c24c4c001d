package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Programs;
import io.worksync.stack.part.Postgres;
import io.worksync.stack.part.ServiceKind;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// Stops everything in the order in which nobody loses whom they need: services, then the backing
/// services, PostgreSQL last because Keycloak and the services write to it until they are gone.
final class Down {

    /// Long enough for a gateway to send its sessions away spread over its drain period.
    private static final Duration SERVICES = Duration.ofSeconds(40);
    private static final Duration BACKING = Duration.ofSeconds(15);

    private final Layout layout;
    private final ProcessTable processes;

    Down(Layout layout) {
        this.layout = layout;
        this.processes = new ProcessTable(layout);
    }

    /// Whether there was anything to stop.
    boolean stop() {
        try (StackLock _ = StackLock.acquire(layout)) {
            List<PartId> recorded = processes.recorded();
            Predicate<PartId> isService = id -> ServiceKind.of(id.name()).isPresent();
            Predicate<PartId> isPostgres = id -> id.name().equals(Postgres.NAME);
            stopTogether(recorded.stream().filter(isService).toList(), "TERM", SERVICES);
            stopTogether(
                    recorded.stream().filter(isService.or(isPostgres).negate()).toList(),
                    "TERM",
                    BACKING);
            // its "fast" shutdown; with TERM it would wait for its clients to go by themselves
            stopTogether(recorded.stream().filter(isPostgres).toList(), "INT", BACKING);
            return !recorded.isEmpty();
        }
    }

    /// Stops the services in order, however long that takes each of them.
    void stopServices(Duration deadline) {
        try (StackLock _ = StackLock.acquire(layout)) {
            List<PartId> services =
                    processes.recorded().stream()
                            .filter(id -> ServiceKind.of(id.name()).isPresent())
                            .toList();
            stopTogether(services, "TERM", deadline);
        }
    }

    /// Stops one process in order, as an update does.
    void stopOne(PartId id) {
        try (StackLock _ = StackLock.acquire(layout)) {
            stopTogether(List.of(id), id.name().equals(Postgres.NAME) ? "INT" : "TERM", SERVICES);
        }
    }

    void wipe() {
        try (StackLock _ = StackLock.acquire(layout)) {
            Programs.delete(layout.state().resolve("data"));
        } catch (IOException e) {
            throw new StackFailure(
                    "cannot delete " + layout.state().resolve("data") + ": " + e.getMessage(), e);
        }
    }

    private void stopTogether(List<PartId> ids, String signal, Duration deadline) {
        long begin = System.nanoTime();
        ids.forEach(id -> processes.signal(id, signal));
        for (PartId id : ids) {
            Duration left = deadline.minusNanos(System.nanoTime() - begin);
            processes.awaitStopped(id, left);
            Console.progress(id.toString(), "stopped", begin);
        }
    }
}
