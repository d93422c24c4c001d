package io.worksync.notification.push;

import io.worksync.contracts.problem.Problem.FieldError;
import io.worksync.contracts.problem.Refusal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A browser that wants to be told, by what `PushSubscription.toJSON()` gives there (W3C Push API).
record NewSubscription(URI endpoint, BrowserKeys keys, @Nullable String deviceName) {

    private static final int MAX_ENDPOINT = 2_048;
    private static final int MAX_NAME = 100;
    private static final int SECRET_BYTES = 16;

    /// What the browser sends; `expirationTime` and what else it may have is passed over.
    @Schema(name = "PushSubscription")
    record Body(
            @Schema(required = true, examples = "https://updates.push.services.mozilla.com/…")
                    @Nullable String endpoint,
            @Schema(required = true) @Nullable Keys keys,
            @Nullable String deviceName) {}

    /// Both in base64url.
    @Schema(name = "PushSubscriptionKeys")
    record Keys(
            @Schema(required = true, description = "65 bytes: a point of P-256")
                    @Nullable String p256dh,
            @Schema(required = true, description = "16 bytes") @Nullable String auth) {}

    /// @throws Refusal naming each field that is wrong
    static NewSubscription of(@Nullable Body body, WebPush push) {
        if (body == null) {
            throw Refusal.badRequest("body", "A JSON object is needed");
        }
        List<FieldError> errors = new ArrayList<>();
        @Nullable URI endpoint = endpoint(body.endpoint());
        if (endpoint == null || !push.allows(endpoint)) {
            errors.add(new FieldError("endpoint", "Not an address of a push service known here"));
        }
        byte[] authSecret = bytes(body.keys() == null ? null : body.keys().auth());
        @Nullable BrowserKeys keys =
                keys(bytes(body.keys() == null ? null : body.keys().p256dh()), authSecret);
        if (keys == null) {
            errors.add(new FieldError("keys.p256dh", "Not a point of P-256 in base64url"));
        }
        if (authSecret.length != SECRET_BYTES) {
            errors.add(new FieldError("keys.auth", "Not 16 bytes in base64url"));
        }
        @Nullable String name = body.deviceName();
        if (name != null && (name.isBlank() || name.length() > MAX_NAME || name.contains("\0"))) {
            errors.add(new FieldError("deviceName", "1 to " + MAX_NAME + " characters"));
        }
        if (!errors.isEmpty() || endpoint == null || keys == null) {
            throw Refusal.badRequest(errors);
        }
        return new NewSubscription(endpoint, keys, name);
    }

    private static @Nullable URI endpoint(@Nullable String text) {
        if (text == null || text.length() > MAX_ENDPOINT) {
            return null;
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable BrowserKeys keys(byte[] point, byte[] authSecret) {
        try {
            return new BrowserKeys(point, authSecret);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] bytes(@Nullable String base64) {
        try {
            return base64 == null ? new byte[0] : Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
