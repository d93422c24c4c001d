package io.worksync.system.fault;

import io.worksync.system.fault.Log.Entry;
import io.worksync.system.fault.Send.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold for one channel, whatever happened in between.
///
/// The history holds every acknowledged message once, numbered 1..n, and nothing that nobody sent
/// or that was refused; a send that nobody answered may be there or not. Each device shows, from
/// when it got the topic until it lost it, a contiguous part of the history in order, each message
/// once by its id; where its user is a member still, up to the end. Nobody gets the topic, or what
/// was sent, while they are no member.
public final class Checker {

    private final List<String> violations = new ArrayList<>();
    private final Recording recording;
    private final List<Message> history;
    private final Map<String, Send> sends = new HashMap<>();

    private Checker(Recording recording) {
        this.recording = recording;
        this.history = recording.history();
        recording.sends().forEach(send -> sends.put(send.clientId(), send));
    }

    /// Every broken promise in words; empty when all hold.
    public static List<String> violations(Recording recording) {
        Checker checker = new Checker(recording);
        checker.historyIsDense();
        checker.historyHoldsEachOnce();
        checker.historyHoldsWhatWasAcknowledged();
        for (Log log : recording.logs()) {
            checker.logFollowsHistory(log);
            checker.logStaysInside(log);
        }
        checker.membersFollow();
        return List.copyOf(checker.violations);
    }

    /// How many acknowledged messages the history lacks.
    public static long lost(Recording recording) {
        Set<String> stored = new HashSet<>();
        recording.history().forEach(message -> stored.add(message.clientId()));
        return recording.sends().stream()
                .filter(send -> send.answer() instanceof Answer.Stored)
                .filter(send -> !stored.contains(send.clientId()))
                .count();
    }

    private void historyIsDense() {
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).seq() != i + 1) {
                violations.add("history has seq " + history.get(i).seq() + " at place " + (i + 1));
                return;
            }
        }
    }

    private void historyHoldsEachOnce() {
        Set<String> ids = new HashSet<>();
        Set<String> clientIds = new HashSet<>();
        for (Message message : history) {
            if (!ids.add(message.id())) {
                violations.add("history has the id twice: " + message);
            }
            if (!clientIds.add(message.clientId())) {
                violations.add("history has one send twice: " + message);
            }
            Send send = sends.get(message.clientId());
            if (send == null) {
                violations.add("history has what nobody sent: " + message);
            } else if (send.answer() instanceof Answer.Refused) {
                violations.add("history has what was refused: " + message);
            }
        }
    }

    private void historyHoldsWhatWasAcknowledged() {
        Map<String, Message> byClientId = new HashMap<>();
        history.forEach(message -> byClientId.put(message.clientId(), message));
        for (Send send : recording.sends()) {
            if (send.answer() instanceof Answer.Stored(Message acknowledged)) {
                Message stored = byClientId.get(send.clientId());
                if (stored == null) {
                    violations.add("acknowledged and lost: " + acknowledged);
                } else if (!stored.equals(acknowledged)) {
                    violations.add("acknowledged as " + acknowledged + ", stored as " + stored);
                }
            }
        }
    }

    private void logFollowsHistory(Log log) {
        List<Segment> segments = Segment.of(log);
        for (Segment segment : segments) {
            if (!segmentIsContiguous(log, segment) || !segmentBeginsInTime(log, segment)) {
                return;
            }
        }
    }

    private boolean segmentIsContiguous(Log log, Segment segment) {
        Message before = null;
        for (Entry.Shown shown : segment.shown()) {
            Message message = shown.message();
            long expected = before == null ? message.seq() : before.seq() + 1;
            if (message.seq() != expected || !message.equals(stored(expected))) {
                violations.add(
                        "%s shows %s after %s where history has %s"
                                .formatted(log.device(), message, before, stored(expected)));
                return false;
            }
            before = message;
        }
        return true;
    }

    /// Nothing that was sent after it had got the topic may be missing at the beginning, and,
    /// where it still has the topic, at the end.
    private boolean segmentBeginsInTime(Log log, Segment segment) {
        List<Entry.Shown> shown = segment.shown();
        long first = shown.isEmpty() ? Long.MAX_VALUE : shown.getFirst().message().seq();
        long last = shown.isEmpty() ? 0 : shown.getLast().message().seq();
        for (Message message : history) {
            boolean due = sentAfter(message, segment.since()) || message.seq() > first;
            boolean missing = message.seq() < first || (segment.isOpen() && message.seq() > last);
            boolean couldCome = segment.isOpen() || !shown.isEmpty();
            if (due && missing && couldCome) {
                violations.add("%s does not show %s".formatted(log.device(), message));
                return false;
            }
        }
        return true;
    }

    private void logStaysInside(Log log) {
        for (Entry entry : log.entries()) {
            if (isOutside(log.user(), entry)) {
                violations.add(
                        "%s got %s while %s was no member"
                                .formatted(log.device(), entry, log.user()));
                return;
            }
        }
    }

    private boolean isOutside(String user, Entry entry) {
        return switch (entry) {
            case Entry.Subscribed(long begun, long at) -> !isMember(user, begun, at);
            case Entry.Shown(long at, Message message) -> {
                Send send = sends.get(message.clientId());
                yield send != null && !isMember(user, send.begun(), at);
            }
            case Entry.Left _ -> false;
        };
    }

    private boolean isMember(String user, long begin, long end) {
        return recording.stays().stream()
                .anyMatch(stay -> stay.user().equals(user) && stay.touches(begin, end));
    }

    private void membersFollow() {
        for (Log log : recording.logs()) {
            boolean member =
                    recording.stays().stream()
                            .anyMatch(stay -> stay.user().equals(log.user()) && stay.isOpen());
            List<Segment> segments = Segment.of(log);
            boolean follows = !segments.isEmpty() && segments.getLast().isOpen();
            if (member && !follows) {
                violations.add(log.device() + " does not follow, though a member");
            }
        }
    }

    private boolean sentAfter(Message message, long moment) {
        Send send = sends.get(message.clientId());
        return send != null && send.begun() > moment;
    }

    private @Nullable Message stored(long seq) {
        return seq >= 1 && seq <= history.size() ? history.get((int) seq - 1) : null;
    }

    /// What a device showed between getting the topic and losing it; repetitions are not shown.
    private record Segment(long since, List<Entry.Shown> shown, boolean isOpen) {

        static List<Segment> of(Log log) {
            List<Segment> segments = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            Segment current = null;
            for (Entry entry : log.entries()) {
                switch (entry) {
                    case Entry.Subscribed(long _, long at) ->
                            current =
                                    current == null
                                            ? new Segment(at, new ArrayList<>(), true)
                                            : current;
                    case Entry.Shown shown -> {
                        current =
                                current == null
                                        ? new Segment(shown.at(), new ArrayList<>(), true)
                                        : current;
                        if (ids.add(shown.message().id())) {
                            current.shown().add(shown);
                        }
                    }
                    case Entry.Left _ -> {
                        if (current != null) {
                            segments.add(new Segment(current.since(), current.shown(), false));
                        }
                        current = null;
                    }
                }
            }
            if (current != null) {
                segments.add(current);
            }
            return segments;
        }
    }
}
