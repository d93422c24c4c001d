package io.worksync.stack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What Linux tells about processes under `/proc`.
public final class ProcessInfo {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE_FIELD = 0;
    private static final int START_FIELD = 19;

    private ProcessInfo() {}

    /// The boot's ticks at which the process started; with the pid it names a process for as long
    /// as the machine is up.
    /// Empty when there is no such process, or only its zombie.
    public static Optional<String> startTicks(long pid) {
        String stat = read(PROC.resolve(pid + "/stat"));
        int afterName = stat.lastIndexOf(')') + 2;
        if (afterName < 2 || afterName >= stat.length()) {
            return Optional.empty();
        }
        String[] fields = stat.substring(afterName).split(" ");
        boolean gone = fields[STATE_FIELD].equals("Z") || fields[STATE_FIELD].equals("X");
        return gone ? Optional.empty() : Optional.of(fields[START_FIELD]);
    }

    /// Ticks start again at zero with each boot, so they mean something only together with this.
    public static String bootId() {
        return read(PROC.resolve("sys/kernel/random/boot_id")).strip();
    }

    /// Resident memory in bytes. What a process shares with its children counts once.
    public static long residentBytes(long pid) {
        List<Long> children =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(ProcessHandle::pid)
                        .toList();
        long own = kilobytes(pid, "status", "VmRSS:");
        if (children.isEmpty()) {
            return own * 1024;
        }
        return 1024
                        * children.stream()
                                .mapToLong(child -> kilobytes(child, "smaps_rollup", "Pss:"))
                                .sum()
                + 1024 * kilobytes(pid, "smaps_rollup", "Pss:");
    }

    public static String commandLine(long pid) {
        return read(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
    }

    /// Whether the system still knows this pid, be it a zombie's.
    public static boolean isKnown(long pid) {
        return Files.exists(PROC.resolve(Long.toString(pid)));
    }

    /// The processes whose working directory this is.
    public static List<ProcessHandle> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> isWorkingIn(process.pid(), folder))
                .toList();
    }

    static boolean isWorkingIn(long pid, Path folder) {
        return linkTarget(PROC.resolve(pid + "/cwd")).equals(folder.toString());
    }

    /// Whether any process listens on this TCP port of the machine.
    public static boolean isListening(int port) {
        return !listeningInodes(port).isEmpty();
    }

    /// The process that listens on a TCP port; empty as well when it is another user's, which the
    /// system does not tell.
    public static Optional<Long> listenerOf(int port) {
        List<String> sockets =
                listeningInodes(port).stream().map(inode -> "socket:[" + inode + "]").toList();
        return sockets.isEmpty()
                ? Optional.empty()
                : pids().filter(pid -> holdsAny(pid, sockets)).findFirst();
    }

    private static List<String> listeningInodes(int port) {
        String suffix = ":" + String.format("%04X", port);
        List<String> inodes = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            read(PROC.resolve(table))
                    .lines()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(
                            fields ->
                                    fields.length > 9
                                            && fields[3].equals("0A")
                                            && fields[1].endsWith(suffix))
                    .forEach(fields -> inodes.add(fields[9]));
        }
        return inodes;
    }

    private static boolean holdsAny(long pid, List<String> sockets) {
        try (Stream<Path> open = Files.list(PROC.resolve(pid + "/fd"))) {
            return open.anyMatch(file -> sockets.contains(linkTarget(file)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static long kilobytes(long pid, String file, String entry) {
        return read(PROC.resolve(pid + "/" + file))
                .lines()
                .filter(line -> line.startsWith(entry))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static Stream<Long> pids() {
        return ProcessHandle.allProcesses().map(ProcessHandle::pid);
    }

    /// A process may end between any two looks at it; what is gone reads as empty.
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
