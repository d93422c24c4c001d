package io.worksync.notification.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts a message for one browser (RFC 8291), as one record of the coding `aes128gcm` (RFC
/// 8188): the push service between sees its length and nothing else.
final class PushEncryption {

    /// What a push service must take (RFC 8030, 7.2), less what the encryption adds.
    static final int MAX_BYTES = 4_096 - 86 - 17;

    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int SECRET_BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final int RECORD_BYTES = 4_096;
    /// Ends the last record.
    private static final byte LAST = 2;

    private static final SecureRandom RANDOM = new SecureRandom();

    private PushEncryption() {}

    /// @param message at most [#MAX_BYTES]
    /// @throws IllegalArgumentException where it is longer
    static byte[] encrypt(byte[] message, ECPublicKey browser, byte[] authSecret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(message, browser, authSecret, P256.generate(), salt);
    }

    static byte[] encrypt(
            byte[] message, ECPublicKey browser, byte[] authSecret, KeyPair own, byte[] salt) {
        if (message.length > MAX_BYTES) {
            throw new IllegalArgumentException("too long: " + message.length);
        }
        byte[] ownPoint = P256.bytes((ECPublicKey) own.getPublic());
        byte[] shared = P256.agreement(own.getPrivate(), browser);
        byte[] info = joined("WebPush: info\0".getBytes(UTF_8), P256.bytes(browser), ownPoint);
        byte[] secret = derived(authSecret, shared, info, SECRET_BYTES);
        byte[] key = derived(salt, secret, label("aes128gcm"), KEY_BYTES);
        byte[] nonce = derived(salt, secret, label("nonce"), NONCE_BYTES);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            byte[] record = cipher.doFinal(joined(message, new byte[] {LAST}));
            byte[] header =
                    ByteBuffer.allocate(SALT_BYTES + Integer.BYTES + 1)
                            .put(salt)
                            .putInt(RECORD_BYTES)
                            .put((byte) ownPoint.length)
                            .array();
            return joined(header, ownPoint, record);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] derived(byte[] salt, byte[] input, byte[] info, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(input)
                                    .addSalt(salt)
                                    .thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] label(String of) {
        return ("Content-Encoding: " + of + "\0").getBytes(UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
