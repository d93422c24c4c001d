package io.worksync.signaling.meeting;

import java.security.SecureRandom;
import java.util.Base64;

/// The secret in a meeting's link: 128 bits that nobody guesses, in 22 characters.
public final class JoinCode {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private JoinCode() {}

    /// A new one.
    public static String generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
