package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// What travels beside the data, for the gateways.
///
/// @param control what gateways do when they see it
/// @param client who published it, joined or left; null where a service published
/// @param replaces names what a later one stands for as well, so that a slow reader can go without
///     the earlier: at most 128 visible ASCII characters
/// @param committed when the fact was committed; null where it is none
/// @param traceparent the trace that it belongs to (W3C Trace Context); null where none is kept
public record Label(
        Kind kind,
        @Nullable Control control,
        @Nullable ClientInfo client,
        @Nullable String replaces,
        @Nullable Committed committed,
        @Nullable String traceparent) {

    /// What clients are told that it is.
    public enum Kind {
        PUBLICATION('p'),
        JOIN('j'),
        LEAVE('l'),
        /// An asynchronous message, which belongs to no topic.
        MESSAGE('m');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        private static Kind of(char letter) {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No kind " + letter);
        }
    }

    /// A publication with nothing beside it.
    public static final Label NONE = new Label(Kind.PUBLICATION, null, null, null);

    private static final int MAX_WORD = 128;
    private static final String NOTHING = "-";
    private static final char SEPARATOR = ' ';
    private static final char TRACE_MARK = '~';

    public Label {
        if (replaces != null && !isWord(replaces)) {
            throw new IllegalArgumentException("Not a word: " + replaces);
        }
    }

    public Label(
            Kind kind,
            @Nullable Control control,
            @Nullable ClientInfo client,
            @Nullable String replaces) {
        this(kind, control, client, replaces, null, null);
    }

    /// A publication that steers gateways.
    public static Label of(@Nullable Control control) {
        return control == null ? NONE : new Label(Kind.PUBLICATION, control, null, null);
    }

    /// The same for a fact that was committed then.
    public Label committed(Committed then) {
        return new Label(kind, control, client, replaces, then, traceparent);
    }

    /// The same in a trace.
    public Label traced(@Nullable String newTraceparent) {
        return new Label(kind, control, client, replaces, committed, newTraceparent);
    }

    /// One line: the trace and when it was committed where these are known, the control, and after
    /// spaces the rest where there is one.
    String encoded() {
        String steering = steering();
        String dated = committed == null ? steering : committed.encoded() + SEPARATOR + steering;
        return traceparent == null ? dated : "" + TRACE_MARK + traceparent + SEPARATOR + dated;
    }

    private String steering() {
        String first = control == null ? NOTHING : control.encoded();
        if (kind == Kind.PUBLICATION && client == null && replaces == null) {
            return first;
        }
        String named = replaces == null ? NOTHING : replaces;
        String head = first + SEPARATOR + kind.letter + SEPARATOR + named;
        return client == null ? head : head + SEPARATOR + client.encoded();
    }

    /// Reads [#encoded()].
    static Label decoded(String line) {
        if (line.charAt(0) != TRACE_MARK) {
            return dated(line);
        }
        int end = line.indexOf(SEPARATOR);
        return dated(line.substring(end + 1)).traced(line.substring(1, end));
    }

    private static Label dated(String line) {
        if (line.charAt(0) != Committed.MARK) {
            return steering(line);
        }
        int end = line.indexOf(SEPARATOR);
        return steering(line.substring(end + 1))
                .committed(Committed.decoded(line.substring(0, end)));
    }

    private static Label steering(String line) {
        int end = line.indexOf(SEPARATOR);
        if (end < 0) {
            return line.equals(NOTHING) ? NONE : of(Control.decoded(line));
        }
        String control = line.substring(0, end);
        int from = end + 3;
        int to = line.indexOf(SEPARATOR, from);
        String replaces = line.substring(from, to < 0 ? line.length() : to);
        return new Label(
                Kind.of(line.charAt(end + 1)),
                control.equals(NOTHING) ? null : Control.decoded(control),
                to < 0 ? null : ClientInfo.decoded(line.substring(to + 1)),
                replaces.equals(NOTHING) ? null : replaces);
    }

    static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_WORD
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
