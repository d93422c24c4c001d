package io.worksync.operations.node;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/// What of a log record may leave the process: what the code says, and of what was filled in only
/// what cannot be anybody's words or secrets.
final class SafeText {

    private static final int MAX_MESSAGE = 300;
    private static final String HIDDEN = "…";
    private static final String TRACE = "traceId";
    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

    /// Whose texts are known to be written by programmers also where nothing is filled in. Other
    /// libraries put a text together before they log it.
    private static final String[] PLAIN = {"io.worksync.", "org.apache.kafka.clients."};

    private SafeText() {}

    /// One line.
    static String message(ExtLogRecord logged) {
        String line = filled(logged).lines().findFirst().orElse("").strip();
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + HIDDEN;
    }

    /// The exception that it is about.
    static @Nullable Throwable failure(ExtLogRecord logged) {
        return logged.getThrown() != null
                ? logged.getThrown()
                : parameters(logged)
                        .filter(Throwable.class::isInstance)
                        .map(Throwable.class::cast)
                        .findFirst()
                        .orElse(null);
    }

    /// Of the call that it is about, where that is known.
    static @Nullable String traceId(ExtLogRecord logged) {
        String known = logged.getMdc(TRACE);
        return known != null
                ? known
                : parameters(logged)
                        .map(String::valueOf)
                        .filter(text -> TRACE_ID.matcher(text).matches())
                        .findFirst()
                        .orElse(null);
    }

    private static String filled(ExtLogRecord logged) {
        String text = logged.getMessage() == null ? "" : logged.getMessage();
        Object[] shown = parameters(logged).map(SafeText::shown).toArray();
        if (shown.length == 0) {
            return isPlain(logged) ? text : HIDDEN;
        }
        try {
            return switch (logged.getFormatStyle()) {
                case PRINTF -> String.format(Locale.ROOT, text, shown);
                case MESSAGE_FORMAT -> new MessageFormat(text, Locale.ROOT).format(shown);
                case NO_FORMAT -> isPlain(logged) ? text : HIDDEN;
            };
        } catch (IllegalArgumentException e) {
            // it is no such pattern, or not for what we fill in
            return text;
        }
    }

    private static Object shown(@Nullable Object parameter) {
        return switch (parameter) {
            case Number number -> number;
            case Boolean truth -> truth;
            case Throwable failure -> failure.getClass().getSimpleName();
            case String text when TRACE_ID.matcher(text).matches() -> text;
            case null, default -> HIDDEN;
        };
    }

    // a record of another kind went through other hands, which may have filled something in
    private static boolean isPlain(ExtLogRecord logged) {
        String logger = logged.getLoggerName();
        return logged.getClass() == ExtLogRecord.class
                && logger != null
                && Arrays.stream(PLAIN).anyMatch(logger::startsWith);
    }

    private static Stream<@Nullable Object> parameters(ExtLogRecord logged) {
        Object[] parameters = logged.getParameters();
        return parameters == null ? Stream.of() : Arrays.stream(parameters);
    }
}
