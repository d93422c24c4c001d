package io.worksync.system.fault;

import io.worksync.system.fault.Send.Answer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What became of all sends of a round.
final class Outcomes {

    private final Map<String, Queue<Send>> sends = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();

    void ended(String channel, Send send) {
        sends.computeIfAbsent(channel, c -> new ConcurrentLinkedQueue<>()).add(send);
        if (send.answer() instanceof Answer.Stored) {
            acknowledged.incrementAndGet();
        }
    }

    void failed() {
        failed.incrementAndGet();
    }

    void slow() {
        slow.incrementAndGet();
    }

    List<Send> of(String channel) {
        return List.copyOf(sends.getOrDefault(channel, new ConcurrentLinkedQueue<>()));
    }

    int acknowledgedCount() {
        return acknowledged.get();
    }

    /// Attempts that nobody answered, or that were answered with "later".
    int failedCount() {
        return failed.get();
    }

    /// Attempts that took longer than a second.
    int slowCount() {
        return slow.get();
    }
}
