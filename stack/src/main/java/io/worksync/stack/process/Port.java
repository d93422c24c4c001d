package io.worksync.stack.process;

import io.worksync.stack.StackFailure;

/// A TCP port of this machine.
final class Port {

    private static final int SHOWN = 60;

    private Port() {}

    /// @throws StackFailure that names the owner when someone listens on it
    static void requireFree(int port, String neededBy) {
        if (ProcessInfo.isListening(port)) {
            throw new StackFailure(
                    "port %d, which %s needs, is in use by %s: stop it first"
                            .formatted(port, neededBy, owner(port)));
        }
    }

    private static String owner(int port) {
        return ProcessInfo.listenerOf(port)
                .map(pid -> "process " + pid + " (" + shown(ProcessInfo.commandLine(pid)) + ")")
                .orElse("another user's process");
    }

    private static String shown(String commandLine) {
        return commandLine.length() <= SHOWN ? commandLine : commandLine.substring(0, SHOWN) + "…";
    }
}
