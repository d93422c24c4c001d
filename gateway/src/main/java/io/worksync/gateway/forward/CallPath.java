package io.worksync.gateway.forward;

import io.worksync.contracts.problem.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/// A path and query as they came, once it is certain that every server reads the same path in them.
///
/// Whatever one server might normalise and another not is refused: empty and dot segments, path
/// parameters, backslashes, encoded slashes, dots, percent signs and control characters.
public record CallPath(String uri) {

    private static final int MAX_LENGTH = 4096;
    private static final Pattern PLAIN = Pattern.compile("/[!-~&&[^\\\\;\"<>^`{|}#]]*");
    private static final Pattern WELL_ENCODED =
            Pattern.compile("(?:[^%]|%[0-9a-f]{2})*", Pattern.DOTALL);
    private static final Pattern AMBIGUOUS =
            Pattern.compile("//|/\\.{1,2}(?:/|$)|%(?:2e|2f|5c|3b|25|[01][0-9a-f]|7f)");

    /// Reads a path and query; refuses with 400 what is ambiguous.
    public static CallPath parse(String uri) {
        String path = pathOf(uri).toLowerCase(Locale.ROOT);
        if (uri.length() > MAX_LENGTH
                || !PLAIN.matcher(path).matches()
                || !WELL_ENCODED.matcher(path).matches()
                || AMBIGUOUS.matcher(path).find()
                || !printable(uri)) {
            throw Refusal.badRequest("path", "The path is not in its plain form");
        }
        return new CallPath(uri);
    }

    /// The path without the query.
    public String path() {
        return pathOf(uri);
    }

    private static String pathOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static boolean printable(String uri) {
        return uri.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
