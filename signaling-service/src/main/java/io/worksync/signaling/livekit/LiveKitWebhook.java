package io.worksync.signaling.livekit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what LiveKit tells by webhooks: a signed token in `Authorization`, whose claim `sha256` is
/// the digest of the body (docs.livekit.io, "Webhooks").
public final class LiveKitWebhook {

    private final LiveKitToken token;

    public LiveKitWebhook(LiveKitToken token) {
        this.token = token;
    }

    /// What happened, such as `participant_left`; room and participant where it is about them.
    public record Event(String name, @Nullable String room, @Nullable String participant) {}

    /// The event; empty where it is not LiveKit's or not as LiveKit sent it.
    public Optional<Event> read(@Nullable String authorization, String body, Instant now) {
        if (authorization == null) {
            return Optional.empty();
        }
        return token.verified(authorization.replaceFirst("^Bearer ", ""), now)
                .filter(claims -> isOf(body, claims))
                .flatMap(claims -> event(body));
    }

    private static boolean isOf(String body, JsonObject claims) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(body.getBytes(StandardCharsets.UTF_8));
            return claims.getValue("sha256") instanceof String text
                    && MessageDigest.isEqual(digest, Base64.getDecoder().decode(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Event> event(String body) {
        try {
            JsonObject json = new JsonObject(body);
            return json.getValue("event") instanceof String name
                    ? Optional.of(
                            new Event(
                                    name,
                                    text(json, "room", "name"),
                                    text(json, "participant", "identity")))
                    : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonObject json, String object, String field) {
        return json.getValue(object) instanceof JsonObject inner
                        && inner.getValue(field) instanceof String value
                ? value
                : null;
    }
}
