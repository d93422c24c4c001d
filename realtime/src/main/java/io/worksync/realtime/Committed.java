package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// When the fact that is published was committed, and the trace that it belongs to.
///
/// Gateways measure with it how long a delivery took, and nothing else: clocks order nothing.
///
/// @param at in milliseconds since 1970, by the clock of whoever committed it
/// @param trace a W3C `traceparent`; null where nobody traces it
public record Committed(long at, @Nullable String trace) {

    static final char MARK = '@';
    private static final char SEPARATOR = ',';

    /// One word that begins with the mark: the time, and the trace where there is one.
    String encoded() {
        return trace == null ? "" + MARK + at : "" + MARK + at + SEPARATOR + trace;
    }

    /// Reads [#encoded()].
    static Committed decoded(String word) {
        int comma = word.indexOf(SEPARATOR);
        return new Committed(
                Long.parseLong(word, 1, comma < 0 ? word.length() : comma, 10),
                comma < 0 ? null : word.substring(comma + 1));
    }
}
