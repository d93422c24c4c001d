package io.worksync.benchmarks.side;

import io.worksync.benchmarks.measure.BenchFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Access tokens (RFC 7519), signed with RS256 as Keycloak does, for servers that have no Keycloak.
final class Token {

    private static final int BITS = 2_048;
    private static final Pattern EXPIRY = Pattern.compile("\"exp\":(\\d+)");

    private Token() {}

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new BenchFailure("no RSA", e);
        }
    }

    static String signed(KeyPair keys, String subject, Clock clock) {
        String payload =
                "{\"iss\":\"bench\",\"aud\":\"peer\",\"sub\":\"%s\",\"exp\":%d}"
                        .formatted(subject, clock.instant().getEpochSecond() + 86_400);
        String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new BenchFailure("no RS256", e);
        }
    }

    static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /// How long it is still good.
    static long secondsLeft(String token) {
        String payload =
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                        StandardCharsets.UTF_8);
        Matcher expiry = EXPIRY.matcher(payload);
        return expiry.find()
                ? Long.parseLong(expiry.group(1)) - Clock.systemUTC().instant().getEpochSecond()
                : 0;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
