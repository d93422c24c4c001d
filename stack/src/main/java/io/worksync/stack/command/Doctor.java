package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.part.Coturn;
import io.worksync.stack.part.Janus;
import io.worksync.stack.part.MediaAddresses;
import io.worksync.stack.part.Part;
import io.worksync.stack.part.Stack;
import io.worksync.stack.process.Command;
import io.worksync.stack.process.ProcessInfo;
import io.worksync.stack.process.ProcessState;
import io.worksync.stack.process.ProcessTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Says what the machine lacks and how to get it.
final class Doctor {

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");

    private final Layout layout;
    private final Stack stack;
    private boolean healthy = true;

    Doctor(Layout layout, Stack stack) {
        this.layout = layout;
        this.stack = stack;
    }

    /// Whether nothing is missing that `up` needs.
    boolean examine() {
        good("JDK", System.getProperty("java.home") + ", " + Runtime.version());
        requireProgram(
                "node", "install Node.js 20 or later: apt install nodejs, or https://nodejs.org");
        requireProgram("npm", "install npm: apt install npm, or https://nodejs.org");
        requireProgram("setsid", "install util-linux");
        memory();
        disk();
        stack.all().forEach(this::ports);
        browser();
        relay();
        mediaServer();
        return healthy;
    }

    private void requireProgram(String name, String remedy) {
        if (Command.succeeds(name, "--version")) {
            good(name, "found");
        } else {
            bad(name, "missing: " + remedy);
        }
    }

    private void memory() {
        long free = new Machine(layout).freeMemoryMegabytes();
        long needed = Machine.memoryFor(stack.services().size());
        boolean running =
                stack.all().stream()
                        .anyMatch(part -> table().state(part.id()) == ProcessState.RUNNING);
        if (running || free >= needed) {
            good("memory", free + " MB available");
        } else {
            bad("memory", free + " MB available, " + needed + " MB needed: close other programs");
        }
    }

    private void disk() {
        long free = new Machine(layout).freeDiskMegabytes();
        if (free >= Machine.DISK_MEGABYTES) {
            good("disk", free + " MB free");
        } else {
            bad(
                    "disk",
                    free + " MB free, " + Machine.DISK_MEGABYTES + " MB needed: delete something");
        }
    }

    private void ports(Part part) {
        if (table().state(part.id()) == ProcessState.RUNNING) {
            good("ports", part.id() + " has " + part.ports());
            return;
        }
        part.ports().stream().filter(ProcessInfo::isListening).forEach(port -> busy(part, port));
    }

    private void busy(Part part, int port) {
        Optional<Long> owner = ProcessInfo.listenerOf(port);
        String who = owner.map(pid -> "process " + pid).orElse("another user's process");
        bad("port " + port, "needed by " + part.id() + ", in use by " + who + ": stop it");
    }

    private void browser() {
        Optional<String> found =
                BROWSERS.stream().filter(name -> Command.succeeds(name, "--version")).findFirst();
        found.ifPresentOrElse(
                name -> good("browser", name),
                () -> note("browser", "no Chromium, needed by the tests: apt install chromium"));
    }

    private void relay() {
        if (Coturn.program().isEmpty()) {
            note(
                    "coturn",
                    "missing, so meetings connect directly or not at all: apt install coturn");
            return;
        }
        Coturn coturn = new Coturn(layout, Secrets.read(layout.secrets()));
        if (table().state(coturn.id()) != ProcessState.RUNNING) {
            good("coturn", "installed; ./worksync up starts it");
            return;
        }
        coturn.problem(Clock.systemUTC())
                .ifPresentOrElse(
                        problem -> bad("coturn", problem + "; ./worksync logs coturn"),
                        () ->
                                good(
                                        "coturn",
                                        "port "
                                                + coturn.port()
                                                + ": two clients, one by UDP and one by TCP, reached"
                                                + " each other through it"));
    }

    private void mediaServer() {
        if (Janus.missing().isPresent()) {
            note(
                    "janus",
                    "no media server, so meetings hold as many as a mesh does: "
                            + Janus.missing().get());
            return;
        }
        stack.all().stream()
                .filter(Janus.class::isInstance)
                .forEach(
                        janus ->
                                good(
                                        "janus",
                                        table().state(janus.id()) == ProcessState.RUNNING
                                                ? "port "
                                                        + janus.port()
                                                        + ", reachable at "
                                                        + MediaAddresses.ofThisMachine().addresses()
                                                : "installed; ./worksync up starts it"));
    }

    private ProcessTable table() {
        return new ProcessTable(layout);
    }

    private static void good(String what, String how) {
        Console.say("  ok       " + what + ": " + how);
    }

    private static void note(String what, String how) {
        Console.say("  note     " + what + ": " + how);
    }

    private void bad(String what, String how) {
        healthy = false;
        Console.say("  missing  " + what + ": " + how);
    }
}
