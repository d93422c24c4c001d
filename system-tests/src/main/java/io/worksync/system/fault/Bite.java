package io.worksync.system.fault;

import java.util.ArrayList;
import java.util.List;

/// What was felt of a fault. A round in which nothing was felt proves nothing.
///
/// @param failedCalls attempts to send that nobody answered
/// @param slowCalls attempts that took longer than a second
/// @param lostSockets sockets that had to be opened again
/// @param cutOff connections and pieces of data that a proxy held back, lost or delayed
/// @param logLines warnings and errors of processes other than the victim
public record Bite(int failedCalls, int slowCalls, int lostSockets, long cutOff, int logLines) {

    public boolean isFelt() {
        return failedCalls + slowCalls + lostSockets + cutOff + logLines > 0;
    }

    @Override
    public String toString() {
        List<String> felt = new ArrayList<>();
        add(felt, failedCalls, "failed calls");
        add(felt, slowCalls, "slow calls");
        add(felt, lostSockets, "lost sockets");
        add(felt, cutOff, "pieces of data cut off");
        add(felt, logLines, "warnings logged");
        return felt.isEmpty() ? "not felt" : String.join(", ", felt);
    }

    private static void add(List<String> felt, long count, String what) {
        if (count > 0) {
            felt.add(count + " " + what);
        }
    }
}
