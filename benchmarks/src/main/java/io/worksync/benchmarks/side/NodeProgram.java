package io.worksync.benchmarks.side;

import io.worksync.benchmarks.measure.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/// A program in JavaScript with its `package-lock.json`.
record NodeProgram(Path folder) {

    /// `npm ci`, unless it was done since the lock file changed.
    void install(Path log) {
        if (!isInstalled()) {
            ProcessBuilder npm =
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
            npm.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            finish(start(npm, Map.of(), log), "npm ci", log);
        }
    }

    /// Runs a script to its end.
    void run(String script, Map<String, String> environment, String input, Path log) {
        ProcessBuilder node = new ProcessBuilder("node", script);
        node.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = start(node, environment, log);
        try (var out = process.outputWriter(StandardCharsets.UTF_8)) {
            out.write(input);
        } catch (IOException e) {
            throw new BenchFailure(script + " does not read; its log: " + log, e);
        }
        finish(process, script, log);
    }

    /// Starts a server and returns when it has said `ready`. The server ends when its input does,
    /// so it does not outlive this program.
    ChildProcess start(String script, Map<String, String> environment, Path log) {
        ProcessBuilder node = new ProcessBuilder("node", "--expose-gc", script);
        Process process = start(node, environment, log);
        try {
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"ready".equals(line)) {
                throw new BenchFailure(script + " does not start; its log: " + log);
            }
        } catch (IOException e) {
            throw new BenchFailure(script + " does not start; its log: " + log, e);
        }
        return new ChildProcess(process);
    }

    private boolean isInstalled() {
        try {
            FileTime installed =
                    Files.getLastModifiedTime(folder.resolve("node_modules/.package-lock.json"));
            FileTime locked = Files.getLastModifiedTime(folder.resolve("package-lock.json"));
            return installed.compareTo(locked) >= 0;
        } catch (IOException never) {
            return false;
        }
    }

    private Process start(ProcessBuilder builder, Map<String, String> environment, Path log) {
        builder.directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BenchFailure("cannot run " + builder.command(), e);
        }
    }

    private static void finish(Process process, String what, Path log) {
        try {
            if (process.waitFor() != 0) {
                throw new BenchFailure(what + " failed; its log: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
