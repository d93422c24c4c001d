package io.worksync.benchmarks.side;

import io.worksync.benchmarks.measure.BenchFailure;
import java.io.IOException;

/// Signals that Java itself cannot send.
final class Signals {

    private Signals() {}

    static void send(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new BenchFailure("no process " + pid + " for " + name);
            }
        } catch (IOException e) {
            throw new BenchFailure("no kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
