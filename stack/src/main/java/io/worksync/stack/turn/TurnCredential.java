package io.worksync.stack.turn;

import io.worksync.stack.StackFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A name and password of the kind that signaling-service gives to participants: the time at which
/// it ends, and the HMAC-SHA1 of the name (draft-uberti-behave-turn-rest).
public record TurnCredential(String username, String password) {

    private static final String ALGORITHM = "HmacSHA1";

    /// Good for new allocations until `expiry`.
    public static TurnCredential until(Instant expiry, String name, String secret) {
        String username = expiry.getEpochSecond() + ":" + name;
        return new TurnCredential(username, sign(username, secret));
    }

    private static String sign(String username, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] code = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new StackFailure("this JDK knows no HMAC-SHA1", e);
        }
    }

    /// Never the password.
    @Override
    public String toString() {
        return username;
    }
}
