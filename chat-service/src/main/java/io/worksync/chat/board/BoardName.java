package io.worksync.chat.board;

import java.util.regex.Pattern;

/// What a board is called in its channel: up to 40 small letters, digits and hyphens.
record BoardName(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    BoardName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a board's name");
        }
    }

    /// Reads a part of a path; a name that is none is the name of nothing.
    public static BoardName fromString(String text) {
        return new BoardName(text);
    }
}
