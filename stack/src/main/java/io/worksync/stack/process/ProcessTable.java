package io.worksync.stack.process;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/// The processes of one stack. They are detached: each leads a session of its own and outlives
/// whoever started it.
/// All that is remembered about them is a pid file each.
public final class ProcessTable {

    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);

    private final Layout layout;

    public ProcessTable(Layout layout) {
        this.layout = layout;
    }

    /// Makes sure that the process can have its ports.
    ///
    /// @throws StackFailure when a stranger has one of them
    public void claim(PartId id, List<Integer> ports) {
        if (state(id) != ProcessState.RUNNING && !adopt(id, ports)) {
            ports.forEach(port -> Port.requireFree(port, id.name()));
        }
    }

    /// Starts the process unless it runs, its output going to its log file; the log before that is
    /// kept as `.log.1`.
    ///
    /// @throws StackFailure when a stranger has one of the ports
    public void start(PartId id, Launch launch, List<Integer> ports) {
        claim(id, ports);
        if (state(id) == ProcessState.RUNNING) {
            return;
        }
        try {
            Files.createDirectories(layout.run());
            Files.createDirectories(folder(id));
            PidFile.of(spawn(id, launch).pid()).write(pidFile(id));
        } catch (IOException e) {
            throw new StackFailure("cannot start " + id + ": " + e.getMessage(), e);
        }
    }

    /// Waits until `ready` holds for the pid.
    ///
    /// @throws StackFailure when the process ends or the time is over before
    public void awaitReady(PartId id, LongPredicate ready, Duration deadline) {
        if (!Deadline.await(deadline, () -> ready.test(livePid(id)))) {
            throw new StackFailure(
                    "%s is not ready after %d s; its log: %s"
                            .formatted(id, deadline.toSeconds(), log(id)));
        }
    }

    private long livePid(PartId id) {
        return pid(id).orElseThrow(
                        () ->
                                new StackFailure(
                                        id + " ended while it was starting; its log: " + log(id)));
    }

    public ProcessState state(PartId id) {
        Optional<PidFile> file = PidFile.read(pidFile(id));
        if (file.isEmpty()) {
            return ProcessState.STOPPED;
        }
        return file.get().isAlive() ? ProcessState.RUNNING : ProcessState.CRASHED;
    }

    /// The pid, if the process is alive.
    public Optional<Long> pid(PartId id) {
        return PidFile.read(pidFile(id)).filter(PidFile::isAlive).map(PidFile::pid);
    }

    /// Everything that was started and not stopped since, crashed or not.
    public List<PartId> recorded() {
        try (var files = Files.list(layout.run())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches(".+-\\d+\\.pid"))
                    .map(ProcessTable::parse)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Asks the process to end; {@link #awaitStopped} waits until it has.
    public void signal(PartId id, String signal) {
        pid(id).ifPresent(pid -> Command.succeeds("sh", "-c", "kill -" + signal + " " + pid));
    }

    /// Waits until the process has ended, kills it and its children at the deadline, and forgets
    /// it.
    public void awaitStopped(PartId id, Duration deadline) {
        awaitEnd(id, deadline);
        forget(id);
    }

    /// SIGKILL for the process and its children. It counts as crashed afterwards, not as stopped.
    public void kill(PartId id) {
        pid(id).ifPresent(this::killTree);
        awaitEnd(id, KILLED_WITHIN);
    }

    public Path log(PartId id) {
        return layout.logs().resolve(id + ".log");
    }

    private Process spawn(PartId id, Launch launch) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(launch.command());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder(id).toFile())
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(freshLog(id).toFile());
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    private Path freshLog(PartId id) throws IOException {
        Files.createDirectories(layout.logs());
        if (Files.exists(log(id))) {
            Files.move(
                    log(id),
                    layout.logs().resolve(id + ".log.1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return log(id);
    }

    /// A launcher that was killed between the start of a process and the writing of its pid file
    /// leaves one that no file knows. It has the port, and works in a folder of this stack.
    private boolean adopt(PartId id, List<Integer> ports) {
        Optional<Long> leftover =
                ports.stream()
                        .flatMap(port -> ProcessInfo.listenerOf(port).stream())
                        .filter(pid -> ProcessInfo.isWorkingIn(pid, folder(id)))
                        .findFirst();
        leftover.ifPresent(pid -> PidFile.of(pid).write(pidFile(id)));
        return leftover.isPresent();
    }

    private void awaitEnd(PartId id, Duration deadline) {
        if (!Deadline.await(deadline, () -> state(id) != ProcessState.RUNNING)) {
            pid(id).ifPresent(this::killTree);
            Deadline.await(KILLED_WITHIN, () -> state(id) != ProcessState.RUNNING);
        }
    }

    private void killTree(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(
                        process -> {
                            List<ProcessHandle> children = process.descendants().toList();
                            process.destroyForcibly();
                            children.forEach(ProcessHandle::destroyForcibly);
                        });
    }

    private void forget(PartId id) {
        try {
            Files.deleteIfExists(pidFile(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(PartId id) {
        return layout.data(id.name());
    }

    private Path pidFile(PartId id) {
        return layout.run().resolve(id + ".pid");
    }

    private static PartId parse(String fileName) {
        String id = fileName.substring(0, fileName.length() - ".pid".length());
        int dash = id.lastIndexOf('-');
        return new PartId(id.substring(0, dash), Integer.parseInt(id.substring(dash + 1)));
    }
}
