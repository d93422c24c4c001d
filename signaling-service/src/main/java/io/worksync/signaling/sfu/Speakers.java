package io.worksync.signaling.sfu;

import io.worksync.contracts.id.ParticipantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who speaks in one meeting, the loudest first.
final class Speakers {

    private final Map<ParticipantId, Double> levels = new LinkedHashMap<>();
    private List<ParticipantId> told = List.of();

    void speaks(ParticipantId participant, double level) {
        levels.put(participant, level);
    }

    void isSilent(ParticipantId participant) {
        levels.remove(participant);
    }

    /// Whether others are to be told.
    boolean changed() {
        return !told.equals(now());
    }

    /// The loudest first, as they are told now.
    List<ParticipantId> tell() {
        told = now();
        return told;
    }

    private List<ParticipantId> now() {
        return levels.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
