package io.worksync.system.fault;

import java.util.ArrayList;
import java.util.List;

/// The rounds of a run, and what they prove together.
public final class FaultReport {

    private final List<Round> rounds = new ArrayList<>();

    public void add(Round round) {
        rounds.add(round);
    }

    /// Whether every promise held in every round.
    public boolean holds() {
        return rounds.stream().allMatch(round -> round.violations().isEmpty());
    }

    /// Acknowledged messages of the rounds that count.
    public long acknowledged() {
        return counting().stream().mapToLong(Round::acknowledged).sum();
    }

    public long lost() {
        return rounds.stream().mapToLong(Round::lost).sum();
    }

    /// The rounds in which the fault was felt.
    public List<Round> counting() {
        return rounds.stream().filter(Round::counts).toList();
    }

    /// "0 lost of N acknowledged" and what it rests on.
    public String summary() {
        long violated = rounds.stream().filter(round -> !round.violations().isEmpty()).count();
        return "%d lost of %d acknowledged in %d rounds (%d void), %d with a violation; seeds %s"
                .formatted(
                        lost(),
                        acknowledged(),
                        counting().size(),
                        rounds.size() - counting().size(),
                        violated,
                        seeds());
    }

    private String seeds() {
        return rounds.isEmpty()
                ? "none"
                : rounds.getFirst().seed() + " to " + rounds.getLast().seed();
    }
}
