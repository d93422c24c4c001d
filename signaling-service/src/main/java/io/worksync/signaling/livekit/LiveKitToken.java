package io.worksync.signaling.livekit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// LiveKit's access tokens: JWTs signed by HMAC-SHA256 whose issuer is the API key and whose grants
/// stand in the claim `video` (docs.livekit.io, "Authentication").
public final class LiveKitToken {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final int PARTS = 3;
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final String apiKey;
    private final byte[] secret;

    public LiveKitToken(String apiKey, String apiSecret) {
        this.apiKey = apiKey;
        this.secret = apiSecret.getBytes(StandardCharsets.UTF_8);
    }

    /// Lets somebody into a room, to send and to receive, or to receive only.
    public String toJoin(String room, Guest guest, Instant now, Duration ttl) {
        JsonObject grants =
                new JsonObject()
                        .put("roomJoin", true)
                        .put("room", room)
                        .put("canPublish", guest.sends())
                        .put("canPublishData", guest.sends())
                        .put("canSubscribe", true);
        return signed(claims(grants, now, ttl).put("sub", guest.id()).put("name", guest.name()));
    }

    /// Who comes in.
    public record Guest(String id, String name, boolean sends) {}

    /// Makes and ends rooms.
    String toMakeRooms(Instant now, Duration ttl) {
        return signed(claims(new JsonObject().put("roomCreate", true), now, ttl));
    }

    /// Takes people out of this room.
    String toManage(String room, Instant now, Duration ttl) {
        return signed(claims(new JsonObject().put("roomAdmin", true).put("room", room), now, ttl));
    }

    /// The claims of a token that this key pair has signed and that is good now; empty otherwise.
    Optional<JsonObject> verified(String token, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS || !isSigned(parts)) {
            return Optional.empty();
        }
        return decoded(parts[0])
                .filter(
                        header ->
                                header.getValue("alg") instanceof String alg && alg.equals("HS256"))
                .flatMap(header -> decoded(parts[1]))
                .filter(claims -> apiKey.equals(claims.getValue("iss")))
                .filter(claims -> isGoodAt(now, claims));
    }

    private JsonObject claims(JsonObject grants, Instant now, Duration ttl) {
        return new JsonObject()
                .put("iss", apiKey)
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(ttl).getEpochSecond())
                .put("video", grants);
    }

    private String signed(JsonObject claims) {
        String text = encoded(HEADER) + "." + encoded(claims.encode());
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(text));
    }

    private boolean isSigned(String[] parts) {
        try {
            byte[] given = Base64.getUrlDecoder().decode(parts[2]);
            return MessageDigest.isEqual(given, hmac(parts[0] + "." + parts[1]));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// A token without an end is none.
    private static boolean isGoodAt(Instant now, JsonObject claims) {
        boolean ended =
                !(claims.getValue("exp") instanceof Number exp)
                        || Instant.ofEpochSecond(exp.longValue()).plus(SKEW).isBefore(now);
        boolean early =
                claims.getValue("nbf") instanceof Number nbf
                        && Instant.ofEpochSecond(nbf.longValue()).minus(SKEW).isAfter(now);
        return !ended && !early;
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<JsonObject> decoded(String part) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(part);
            return Optional.of(new JsonObject(new String(json, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | DecodeException e) {
            return Optional.empty();
        }
    }
}
