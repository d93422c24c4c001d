package io.worksync.signaling.ice;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A name and password that a TURN server accepts until a time without knowing the person
/// (draft-uberti-behave-turn-rest, as coturn does it).
record TurnCredential(String username, String password) {

    private static final String ALGORITHM = "HmacSHA1";

    /// For this person in this meeting.
    static TurnCredential issue(String secret, UserId user, MeetingId meeting, Instant expiry) {
        String username = expiry.getEpochSecond() + ":" + user + ":" + meeting;
        return new TurnCredential(username, sign(secret, username));
    }

    private static String sign(String secret, String username) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signature = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Never the password.
    @Override
    public String toString() {
        return username;
    }
}
