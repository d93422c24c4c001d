package io.worksync.system.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What everybody experienced: all of it, and since the last look.
final class Tally {

    private final List<Long> micros = new ArrayList<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private long failedSends;
    private long postponed;
    private long sentAgain;
    private long otherCalls;
    private long failedOtherCalls;
    private int lookedSends;
    private long lookedErrors;

    /// Since the last look.
    ///
    /// @param errors answers to anything that were errors
    /// @param slowestMillis the slowest acknowledgement of a message
    record Interval(int sends, long errors, long slowestMillis) {}

    /// A message was acknowledged, however often it had to be sent.
    synchronized void acknowledged(long tookMicros) {
        micros.add(tookMicros);
    }

    /// It was answered with "later", or not in time, and was sent again unseen.
    synchronized void postponed(String why) {
        postponed++;
        errors.merge(why, 1, Integer::sum);
    }

    /// Its sender was told that it failed.
    synchronized void sendFailed(String why) {
        failedSends++;
        errors.merge(why, 1, Integer::sum);
    }

    /// Its socket ended before the answer came, so it was sent again on the next one.
    synchronized void sentAgain() {
        sentAgain++;
    }

    synchronized void otherCall() {
        otherCalls++;
    }

    synchronized void otherCallFailed(String why) {
        failedOtherCalls++;
        errors.merge(why, 1, Integer::sum);
    }

    synchronized int sends() {
        return micros.size();
    }

    synchronized Interval look() {
        List<Long> since = micros.subList(lookedSends, micros.size());
        long slowest = since.stream().mapToLong(Long::longValue).max().orElse(0);
        long all = failedSends + postponed + failedOtherCalls;
        Interval interval = new Interval(since.size(), all - lookedErrors, slowest / 1_000);
        lookedSends = micros.size();
        lookedErrors = all;
        return interval;
    }

    synchronized UpdateReport.Sending sending() {
        return new UpdateReport.Sending(
                micros.size(),
                failedSends,
                postponed,
                sentAgain,
                percentile(0.5),
                percentile(0.99),
                percentile(1));
    }

    synchronized UpdateReport.OtherCalls others() {
        return new UpdateReport.OtherCalls(otherCalls, failedOtherCalls);
    }

    synchronized Map<String, Integer> errors() {
        return Map.copyOf(errors);
    }

    private double percentile(double share) {
        if (micros.isEmpty()) {
            return 0;
        }
        List<Long> sorted = micros.stream().sorted().toList();
        int at = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, at)) / 1_000.0;
    }
}
