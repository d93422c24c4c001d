package io.worksync.gateway.transport;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/// The secret by which a client's requests find its stream: whoever names it is that client.
public final class StreamSession {

    /// How many characters it has.
    public static final int LENGTH = 43;

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private StreamSession() {}

    /// A new one, of 256 random bits.
    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Whether it could be one.
    public static boolean isWellFormed(String session) {
        return FORM.matcher(session).matches();
    }
}
