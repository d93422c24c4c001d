package io.worksync.gateway.logout;

import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Revocation;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// What a verified logout token says (OpenID Connect Back-Channel Logout 1.0, 2.4): whose session
/// ended, and the token's own id.
record LogoutToken(Revocation revocation, String id) {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final int MAX_ID = 128;
    private static final Pattern SIGN_IN = Pattern.compile("[!-~]{1,255}");
    private static final Pattern TYPE =
            Pattern.compile("\"typ\"\\s*:\\s*\"(?:application/)?logout\\+jwt\"");

    /// Checks what makes a token of the provider a logout token; fails with [Unacceptable].
    static LogoutToken of(JsonWebToken token, LogoutConfig config, Instant now) {
        require(isTyped(token.getRawToken()), "typ is not logout+jwt");
        require(
                token.getClaim("events") instanceof JsonObject events
                        && events.get(EVENT) instanceof JsonObject,
                "no back-channel logout event");
        require(!token.containsClaim("nonce"), "a nonce is not allowed");
        String id = token.getTokenID();
        require(id != null && !id.isEmpty() && id.length() <= MAX_ID, "no usable jti");
        require(token.getIssuedAtTime() > 0 && token.getExpirationTime() > 0, "no iat or exp");
        Instant issuedAt = Instant.ofEpochSecond(token.getIssuedAtTime());
        require(issuedAt.isAfter(now.minus(config.maxAge())), "too old");
        require(issuedAt.isBefore(now.plus(config.skew())), "of the future");
        return new LogoutToken(revocation(token), id);
    }

    private static Revocation revocation(JsonWebToken token) {
        Object signIn = token.getClaim("sid");
        if (signIn != null) {
            require(
                    signIn instanceof String text && SIGN_IN.matcher(text).matches(),
                    "no usable sid");
            return new Revocation.OfSignIn((String) signIn);
        }
        return new Revocation.OfUser(
                user(token.getSubject()), Instant.ofEpochSecond(token.getIssuedAtTime()));
    }

    private static UserId user(@Nullable String subject) {
        require(subject != null, "neither sub nor sid");
        try {
            return UserId.fromString(String.valueOf(subject));
        } catch (IllegalArgumentException e) {
            throw new Unacceptable("no user of ours");
        }
    }

    /// An access or ID token of the same provider must never pass for a logout token (RFC 8725,
    /// 3.11).
    private static boolean isTyped(String raw) {
        String header = raw.substring(0, raw.indexOf('.'));
        String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
        return TYPE.matcher(json.toLowerCase(Locale.ROOT)).find();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Unacceptable(otherwise);
        }
    }

    /// No logout token; the message may be told.
    static final class Unacceptable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unacceptable(String reason) {
            super(reason, null, false, false);
        }
    }
}
