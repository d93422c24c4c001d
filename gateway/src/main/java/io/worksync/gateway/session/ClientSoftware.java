package io.worksync.gateway.session;

import java.util.regex.Pattern;

/// What a client says of itself: nobody vouches for it. Shortened, and without characters that
/// would do something on a screen or in a log.
public record ClientSoftware(String name, String version, String userAgent) {

    private static final int MAX_NAME = 64;
    private static final int MAX_VERSION = 32;
    private static final int MAX_USER_AGENT = 256;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    public ClientSoftware {
        name = plain(name, MAX_NAME);
        version = plain(version, MAX_VERSION);
        userAgent = plain(userAgent, MAX_USER_AGENT);
    }

    private static String plain(String text, int max) {
        int end = text.offsetByCodePoints(0, Math.min(max, text.codePointCount(0, text.length())));
        return UNSEEN.matcher(text.substring(0, end)).replaceAll("");
    }
}
