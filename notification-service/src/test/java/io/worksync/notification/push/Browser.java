package io.worksync.notification.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser that subscribed somewhere: it alone reads what is pushed to it. Written from RFC 8188
/// and RFC 8291, step by step.
final class Browser {

    private final String endpoint;
    private final KeyPair keys = P256.generate();
    private final byte[] authSecret = new byte[16];

    private Browser(String endpoint) {
        this.endpoint = endpoint;
        new SecureRandom().nextBytes(authSecret);
    }

    static Browser at(String endpoint) {
        return new Browser(endpoint);
    }

    /// What `PushSubscription.toJSON()` gives.
    Map<String, Object> subscription() {
        Map<String, Object> json = new HashMap<>();
        json.put("endpoint", endpoint);
        json.put("expirationTime", null);
        json.put("keys", Map.of("p256dh", text(point(keys.getPublic())), "auth", text(authSecret)));
        return json;
    }

    JsonPath read(byte[] record) throws GeneralSecurityException {
        byte[] salt = Arrays.copyOf(record, 16);
        int keyLength = record[20];
        byte[] serverPoint = Arrays.copyOfRange(record, 21, 21 + keyLength);
        byte[] cipherText = Arrays.copyOfRange(record, 21 + keyLength, record.length);

        byte[] shared = P256.agreement(keys.getPrivate(), P256.publicKey(serverPoint));
        byte[] prkKey = hmac(authSecret, shared);
        byte[] info =
                joined("WebPush: info\0".getBytes(UTF_8), point(keys.getPublic()), serverPoint);
        byte[] input = hmac(prkKey, joined(info, new byte[] {1}));
        byte[] prk = hmac(salt, input);
        byte[] key =
                Arrays.copyOf(hmac(prk, "Content-Encoding: aes128gcm\0\u0001".getBytes(UTF_8)), 16);
        byte[] nonce =
                Arrays.copyOf(hmac(prk, "Content-Encoding: nonce\0\u0001".getBytes(UTF_8)), 12);

        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, nonce));
        String padded = new String(cipher.doFinal(cipherText), UTF_8);
        return JsonPath.from(padded.substring(0, padded.lastIndexOf('\u0002')));
    }

    private static byte[] hmac(byte[] key, byte[] of) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(of);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] point(java.security.PublicKey key) {
        return P256.bytes((ECPublicKey) key);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
