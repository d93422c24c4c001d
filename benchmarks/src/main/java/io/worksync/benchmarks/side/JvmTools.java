package io.worksync.benchmarks.side;

import io.worksync.benchmarks.measure.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `jcmd` does to another JVM.
final class JvmTools {

    private static final long KIBIBYTE = 1_024;
    private static final Pattern HEAP =
            Pattern.compile(
                    "(?:def new generation|tenured generation|Tenured|DefNew)[^\\n]*used (\\d+)K");

    private JvmTools() {}

    /// Twice, since the first may only have made what is unreachable known.
    static void collectGarbage(long pid) {
        jcmd(pid, "GC.run");
        jcmd(pid, "GC.run");
    }

    /// What the objects of a JVM with the serial collector take.
    static long heapBytes(long pid) {
        long used = 0;
        Matcher heap = HEAP.matcher(jcmd(pid, "GC.heap_info"));
        while (heap.find()) {
            used += Long.parseLong(heap.group(1)) * KIBIBYTE;
        }
        return used;
    }

    private static String jcmd(long pid, String command) {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process =
                    new ProcessBuilder(program, Long.toString(pid), command)
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchFailure("jcmd " + command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new BenchFailure("no jcmd", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
