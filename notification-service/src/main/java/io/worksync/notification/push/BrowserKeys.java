package io.worksync.notification.push;

import java.security.interfaces.ECPublicKey;

/// A browser's side of the encryption (RFC 8291): its public key, and a secret that it gave to whom
/// it subscribed at.
final class BrowserKeys {

    private final ECPublicKey publicKey;
    private final byte[] authSecret;

    /// @param point the public key, uncompressed
    /// @throws IllegalArgumentException where it is no point of P-256
    BrowserKeys(byte[] point, byte[] authSecret) {
        this.publicKey = P256.publicKey(point);
        this.authSecret = authSecret.clone();
    }

    ECPublicKey publicKey() {
        return publicKey;
    }

    byte[] point() {
        return P256.bytes(publicKey);
    }

    byte[] authSecret() {
        return authSecret.clone();
    }
}
