package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.backup.Restore;
import io.worksync.stack.part.Replicas;
import io.worksync.stack.part.ServiceKind;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.ProcessTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `worksync restore`: stops what runs, restores, and starts as much again.
final class RestoreCommand {

    private final Layout layout;
    private final Path folder;
    private final Optional<Instant> until;

    RestoreCommand(Layout layout, Path folder, Optional<Instant> until) {
        this.layout = layout;
        this.folder = folder;
        this.until = until;
    }

    void run() {
        List<PartId> before = new ProcessTable(layout).recorded();
        Replicas replicas = ReplicasFile.read(layout);
        new Down(layout).stop();
        try (StackLock _ = StackLock.acquire(layout)) {
            new Restore(layout, folder, until).run();
        } finally {
            startAgain(before, replicas);
        }
        Console.say("restored from " + folder + until.map(at -> " until " + at).orElse(""));
    }

    private void startAgain(List<PartId> before, Replicas replicas) {
        if (!before.isEmpty()) {
            boolean services =
                    before.stream().anyMatch(id -> ServiceKind.of(id.name()).isPresent());
            new UpCommand(layout, replicas, !services).run(true);
        }
    }
}
