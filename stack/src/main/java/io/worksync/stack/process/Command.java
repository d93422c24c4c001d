package io.worksync.stack.process;

import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end, such as `initdb`.
public final class Command {

    private Command() {}

    /// Runs the command with its output appended to `log`.
    ///
    /// @param input given to it as standard input, `/dev/null` for nothing
    /// @throws StackFailure when it fails or takes longer than the deadline
    public static void run(
            List<String> command,
            Map<String, String> environment,
            Path input,
            Path log,
            Duration deadline) {
        try {
            Files.createDirectories(log.resolveSibling("."));
        } catch (IOException e) {
            throw new StackFailure("cannot create the folder of " + log, e);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(input.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        int status = await(command, builder, deadline);
        if (status != 0) {
            throw new StackFailure(
                    program(command) + " failed with status " + status + "; its log: " + log);
        }
    }

    /// Whether the command can be run and ends well.
    public static boolean succeeds(String... command) {
        ProcessBuilder quiet =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        try {
            return await(List.of(command), quiet, Duration.ofSeconds(10)) == 0;
        } catch (StackFailure notThere) {
            return false;
        }
    }

    /// Whether there is a program of this name.
    public static boolean exists(String program) {
        return succeeds("sh", "-c", "command -v " + program);
    }

    private static int await(List<String> command, ProcessBuilder builder, Duration deadline) {
        try {
            Process process = builder.start();
            try {
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new StackFailure(
                            "%s took longer than %d s"
                                    .formatted(program(command), deadline.toSeconds()));
                }
                return process.exitValue();
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new StackFailure("cannot run " + program(command) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    private static String program(List<String> command) {
        return command.getFirst();
    }
}
