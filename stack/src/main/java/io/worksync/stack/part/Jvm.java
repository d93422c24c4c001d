package io.worksync.stack.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of our child JVMs.
///
/// The first compiler alone halves the CPU time until everything is up, which is what counts on a
/// laptop; with
/// `WORKSYNC_JIT=full` the JVM is left to optimise fully, as in benchmarks and production.
final class Jvm {

    private Jvm() {}

    static List<String> command(int heapMegabytes, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xms32m",
                                "-Xmx" + heapMegabytes + "m",
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Dfile.encoding=UTF-8"));
        if (!"full".equals(System.getenv("WORKSYNC_JIT"))) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of(more));
        return command;
    }
}
