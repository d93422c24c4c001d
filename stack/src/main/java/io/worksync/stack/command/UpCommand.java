package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Apps;
import io.worksync.stack.part.Janus;
import io.worksync.stack.part.Keycloak;
import io.worksync.stack.part.Part;
import io.worksync.stack.part.Replicas;
import io.worksync.stack.part.ServiceKind;
import io.worksync.stack.part.Stack;
import io.worksync.stack.process.Deadline;
import io.worksync.stack.process.ProcessState;
import io.worksync.stack.process.ProcessTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `worksync up`: brings everything up and says how to use it; in the foreground it stays until
/// Ctrl-C and stops all.
final class UpCommand {

    private static final Duration WATCH = Duration.ofSeconds(1);

    private final Layout layout;
    private final Replicas replicas;
    private final boolean backingOnly;

    UpCommand(Layout layout, Replicas replicas, boolean backingOnly) {
        this.layout = layout;
        this.replicas = replicas;
        this.backingOnly = backingOnly;
    }

    void run(boolean detached) {
        Stack stack = Stack.of(layout, replicas);
        List<Part> parts = backingOnly ? stack.backing() : stack.all();
        Up up = new Up(layout);
        if (up.isRunning(parts)) {
            Console.say(
                    backingOnly
                            ? "the backing services are running already"
                            : "WorkSync is running already: " + url());
            return;
        }
        requireSameReplicas();
        if (new ProcessTable(layout).recorded().isEmpty()) {
            new Machine(layout).requireRoomFor(parts.size() - stack.backing().size());
            new Apps(layout).deleteOld(backingOnly ? List.of() : ServiceKind.names());
        }
        if (!detached) {
            stopAllOnExit();
        }
        Janus.missing()
                .ifPresent(
                        why ->
                                Console.say(
                                        "no media server, so meetings hold as many as a mesh does:"
                                                + " janus is "
                                                + why));
        up.start(stack, parts, replicas);
        if (!backingOnly) {
            new Directory(url(), new Keycloak(layout, Secrets.read(layout.secrets())).issuer())
                    .fill();
            welcome(detached);
        }
        if (!detached) {
            stay(parts);
        }
    }

    /// However this ends: Ctrl-C while it starts or runs, a closed terminal, a part that fails.
    private void stopAllOnExit() {
        Thread main = Thread.currentThread();
        Runnable stop =
                () -> {
                    main.interrupt();
                    new Down(layout).stop();
                };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "down"));
    }

    /// The instances were told of each other when they started.
    private void requireSameReplicas() {
        Replicas before = ReplicasFile.read(layout);
        boolean servicesUp =
                new ProcessTable(layout)
                        .recorded().stream().anyMatch(id -> ServiceKind.of(id.name()).isPresent());
        if (!backingOnly && servicesUp && !before.equals(replicas)) {
            throw new StackFailure(
                    "WorkSync is up with %d of each service and %d gateways: ./worksync down first"
                            .formatted(before.each(), before.gateways()));
        }
    }

    private void welcome(boolean detached) {
        Console.say("");
        Console.say("WorkSync is up: " + url());
        Console.say(
                "Sign in as rahim, aisha, mina, omar (members), zoe (guest) or admin; the password is the user name.");
        Console.say(detached ? "Stop it with ./worksync down" : "Stop it with Ctrl-C");
    }

    private String url() {
        return "http://localhost:" + layout.port(8_080);
    }

    /// Returns when someone else stopped everything; tells once of each process that crashes.
    private void stay(List<Part> parts) {
        ProcessTable processes = new ProcessTable(layout);
        Set<Part> reported = new HashSet<>();
        while (!processes.recorded().isEmpty()) {
            Deadline.pause(WATCH);
            for (Part part : parts) {
                boolean crashed = processes.state(part.id()) == ProcessState.CRASHED;
                if (crashed && reported.add(part)) {
                    Console.say(
                            part.id()
                                    + " has crashed; its log: "
                                    + processes.log(part.id())
                                    + "; start it with ./worksync start "
                                    + part.id().name()
                                    + " "
                                    + part.id().instance());
                } else if (!crashed) {
                    reported.remove(part);
                }
            }
        }
    }
}
