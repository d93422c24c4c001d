package io.worksync.realtime;

/// When the fact that is published was committed.
///
/// Gateways measure with it how long a delivery took, and nothing else: clocks order nothing.
///
/// @param at in milliseconds since 1970, by the clock of whoever committed it
public record Committed(long at) {

    static final char MARK = '@';

    /// One word that begins with the mark.
    String encoded() {
        return "" + MARK + at;
    }

    /// Reads [#encoded()].
    static Committed decoded(String word) {
        return new Committed(Long.parseLong(word, 1, word.length(), 10));
    }
}
