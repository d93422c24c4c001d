package io.worksync.system.failure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold for one channel after a fault, whatever happened in between.
///
/// Everything is compared with the history that the API answers: it holds every acknowledged
/// message once, numbered 1..n, and every screen shows exactly it.
final class Checker {

    /// A message as somebody saw it.
    record Seen(long seq, String id, String clientId) {}

    /// A send that was answered.
    record Acked(String clientId, String id, long seq) {}

    private final List<String> violations = new ArrayList<>();
    private final List<Seen> history;

    private Checker(List<Seen> history) {
        this.history = history;
    }

    /// Every broken promise in words; empty when all hold.
    ///
    /// @param attempted the `clientId`s of everything that anybody tried to send
    static List<String> violations(
            List<Acked> acked,
            Set<String> attempted,
            List<Seen> history,
            Map<String, List<Seen>> screens) {
        Checker checker = new Checker(history);
        checker.historyIsDense();
        checker.historyHoldsEachOnce(attempted);
        checker.ackedIsInHistory(acked);
        screens.forEach(checker::screenShowsHistory);
        return List.copyOf(checker.violations);
    }

    private void historyIsDense() {
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).seq() != i + 1) {
                violations.add("history has seq " + history.get(i).seq() + " at place " + (i + 1));
                return;
            }
        }
    }

    private void historyHoldsEachOnce(Set<String> attempted) {
        Set<String> ids = new HashSet<>();
        Set<String> clientIds = new HashSet<>();
        for (Seen message : history) {
            if (!ids.add(message.id())) {
                violations.add("history has the id twice: " + message);
            }
            if (!clientIds.add(message.clientId())) {
                violations.add("history has one send twice: " + message);
            }
            if (!attempted.contains(message.clientId())) {
                violations.add("history has what nobody sent: " + message);
            }
        }
    }

    private void ackedIsInHistory(List<Acked> acked) {
        Map<String, Seen> byClientId = new HashMap<>();
        history.forEach(message -> byClientId.put(message.clientId(), message));
        for (Acked ack : acked) {
            Seen stored = byClientId.get(ack.clientId());
            if (stored == null) {
                violations.add("acknowledged and lost: " + ack);
            } else if (stored.seq() != ack.seq() || !stored.id().equals(ack.id())) {
                violations.add("acknowledged as " + ack + ", stored as " + stored);
            }
        }
    }

    private void screenShowsHistory(String screen, List<Seen> shown) {
        for (int i = 0; i < Math.max(shown.size(), history.size()); i++) {
            Seen expected = i < history.size() ? history.get(i) : null;
            Seen actual = i < shown.size() ? shown.get(i) : null;
            if (expected == null || !expected.equals(actual)) {
                violations.add(screen + " shows " + actual + " where history has " + expected);
                return;
            }
        }
    }
}
