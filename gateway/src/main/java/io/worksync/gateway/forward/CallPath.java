package io.worksync.gateway.forward;

import io.worksync.contracts.problem.Refusal;
import java.util.HexFormat;

/// A path and query as they came, once it is certain that every server reads the same path in them.
///
/// Whatever one server might normalise and another not is refused: empty and dot segments, path
/// parameters, backslashes, encoded slashes, dots, percent signs and control characters.
public record CallPath(String uri) {

    private static final int MAX_LENGTH = 4096;
    private static final int DELETE = 0x7F;

    /// Plain ASCII that is in no path as it is.
    private static final String FOREIGN = "\\;\"<>^`{|}#";

    /// What no path may have encoded: dots, slashes, backslashes, semicolons and percent signs.
    private static final String SECRET = "./\\;%";

    /// Reads a path and query; refuses with 400 what is ambiguous.
    public static CallPath parse(String uri) {
        if (uri.length() > MAX_LENGTH || !isPlain(pathOf(uri)) || !isPrintable(uri)) {
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

    private static boolean isPlain(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (FOREIGN.indexOf(c) >= 0
                    || (c == '/' && !beginsSegment(path, i + 1))
                    || (c == '%' && !encodesPlainly(path, i))) {
                return false;
            }
        }
        return true;
    }

    /// Neither an empty segment, unless it is the end, nor one of one or two dots.
    private static boolean beginsSegment(String path, int start) {
        int end = path.indexOf('/', start);
        String segment = end < 0 ? path.substring(start) : path.substring(start, end);
        return (end < 0 || !segment.isEmpty()) && !segment.equals(".") && !segment.equals("..");
    }

    private static boolean encodesPlainly(String path, int at) {
        if (at + 2 >= path.length()
                || !HexFormat.isHexDigit(path.charAt(at + 1))
                || !HexFormat.isHexDigit(path.charAt(at + 2))) {
            return false;
        }
        int value = HexFormat.fromHexDigits(path, at + 1, at + 3);
        return value >= ' ' && value != DELETE && SECRET.indexOf(value) < 0;
    }

    private static boolean isPrintable(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) <= ' ' || uri.charAt(i) >= DELETE) {
                return false;
            }
        }
        return true;
    }
}
