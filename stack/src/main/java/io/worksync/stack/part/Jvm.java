package io.worksync.stack.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of our child JVMs.
///
/// The first compiler alone halves the CPU time until everything is up, and a heap that grows only
/// when it must leaves room for other things, which is what counts on a laptop. With
/// `WORKSYNC_JIT=full` the JVM is left to optimise fully and has its heap from the beginning, as in
/// benchmarks and production: what dies young is then collected seldom.
final class Jvm {

    private Jvm() {}

    static List<String> command(int heapMegabytes, String... more) {
        boolean full = "full".equals(System.getenv("WORKSYNC_JIT"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                full ? "-Xms" + heapMegabytes + "m" : "-Xms32m",
                                "-Xmx" + heapMegabytes + "m",
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Dfile.encoding=UTF-8"));
        if (!full) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of(more));
        return command;
    }
}
