package io.worksync.chat.meeting;

import io.worksync.contracts.meeting.Meeting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a channel says of a meeting that is over.
final class MeetingEntry {

    private static final int MAX_NAMES = 8;

    private MeetingEntry() {}

    static String text(Meeting meeting, List<String> names) {
        String what =
                meeting.title() == null
                        ? "Meeting"
                        : "Meeting “" + meeting.title().replaceAll("\\s+", " ") + "”";
        String text = what + " · " + duration(meeting.startedAt(), meeting.endedAt());
        return names.size() < 2 ? text + " · nobody else came" : text + " · " + list(names);
    }

    private static String duration(@Nullable Instant from, @Nullable Instant to) {
        if (from == null || to == null) {
            return "not begun";
        }
        long minutes = Duration.between(from, to).toMinutes();
        if (minutes < 1) {
            return "less than a minute";
        }
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    private static String list(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())));
        int more = names.size() - MAX_NAMES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
