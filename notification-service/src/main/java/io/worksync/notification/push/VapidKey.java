package io.worksync.notification.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.time.Instant;
import java.util.Base64;

/// The key by which push services know this deployment (VAPID, RFC 8292).
final class VapidKey {

    private static final int BYTES = 32;
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final String HEADER = encoded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");

    private final PrivateKey privateKey;
    private final String publicKey;

    private VapidKey(PrivateKey privateKey, ECPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = encoded(P256.bytes(publicKey));
    }

    /// @param text the private key, 32 bytes in base64url, as tools for VAPID print it
    /// @throws IllegalArgumentException where it is none
    static VapidKey of(String text) {
        byte[] scalar = Base64.getUrlDecoder().decode(text.strip());
        if (scalar.length != BYTES) {
            throw new IllegalArgumentException("it has " + scalar.length + " bytes and not 32");
        }
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new ECPrivateKeySpec(
                                            new BigInteger(1, scalar), P256.PARAMETERS));
            return new VapidKey(key, P256.publicKey(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no key of P-256", e);
        }
    }

    /// What browsers subscribe with: the uncompressed point in base64url.
    String publicKey() {
        return publicKey;
    }

    /// The `Authorization` of a push to a service.
    ///
    /// @param audience the service's origin
    String authorization(String audience, String contact, Instant expiry) {
        String claims =
                "{\"aud\":\"%s\",\"exp\":%d,\"sub\":\"%s\"}"
                        .formatted(audience, expiry.getEpochSecond(), contact);
        String signed = HEADER + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(signed.getBytes(UTF_8));
            return "vapid t=" + signed + "." + encoded(signature.sign()) + ", k=" + publicKey;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
