package io.worksync.signaling.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The secret by which a device that comes back proves which participant it was; only its hash is
/// kept.
public record ResumeToken(String secret) {

    /// A new one.
    public static ResumeToken generate() {
        return new ResumeToken(JoinCode.generate());
    }

    public String hash() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether it is the one of this hash; takes as long for a wrong one as for the right one.
    boolean matches(String hash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "ResumeToken";
    }
}
