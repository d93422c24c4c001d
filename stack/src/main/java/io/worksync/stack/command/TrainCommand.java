package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Apps;
import io.worksync.stack.part.Keycloak;
import io.worksync.stack.part.Part;
import io.worksync.stack.part.Replicas;
import io.worksync.stack.part.Service;
import io.worksync.stack.part.ServiceKind;
import io.worksync.stack.part.Stack;
import io.worksync.stack.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `worksync train`: lets each service start once, do a little and end, and keeps what its JVM
/// noted meanwhile; every later start of this build is made from that. What runs is left alone.
final class TrainCommand {

    /// Each writes some hundred megabytes at its end, all at a time.
    private static final Duration NOTED = Duration.ofMinutes(10);

    private final Layout layout;
    private final Apps apps;

    TrainCommand(Layout layout) {
        this.layout = layout;
        this.apps = new Apps(layout);
    }

    void run() {
        if (ServiceKind.names().stream().map(apps::startCache).allMatch(Files::exists)) {
            Console.say("this build is trained already");
            return;
        }
        List<String> running =
                new ProcessTable(layout)
                        .recorded().stream().map(id -> id.name()).distinct().toList();
        if (running.stream().anyMatch(ServiceKind.names()::contains)) {
            throw new StackFailure("WorkSync is up: ./worksync down first");
        }
        Replicas before = ReplicasFile.read(layout);
        startAndStop(Stack.of(layout, Replicas.ONE));
        ReplicasFile.write(layout, before);
        ServiceKind.names().forEach(this::keep);
        if (running.isEmpty()) {
            new Down(layout).stop();
        }
        Console.say("trained: the services start from what they noted");
    }

    private void startAndStop(Stack stack) {
        List<Part> parts = new ArrayList<>(stack.backing());
        for (Service service : stack.services()) {
            parts.add(service.noting(unfinished(service.kind().processName())));
        }
        new Up(layout).start(stack, parts, Replicas.ONE);
        String issuer = new Keycloak(layout, Secrets.read(layout.secrets())).issuer();
        new Directory("http://localhost:" + layout.port(8_080), issuer).fill();
        new Down(layout).stopServices(NOTED);
    }

    /// A JVM that is killed while it writes leaves half of it, which nobody may start from.
    private void keep(String service) {
        Path noted = unfinished(service);
        try {
            Files.move(noted, apps.startCache(service), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackFailure(
                    service + " noted nothing: ./worksync logs " + service + "; " + e.getMessage(),
                    e);
        }
    }

    private Path unfinished(String service) {
        return apps.startCache(service).resolveSibling("unfinished.aot");
    }
}
