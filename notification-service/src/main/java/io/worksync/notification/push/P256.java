package io.worksync.notification.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/// The curve of Web Push (NIST P-256), its points as 65 bytes (uncompressed, SEC 1).
final class P256 {

    static final ECParameterSpec PARAMETERS = parameters();

    static final int POINT_BYTES = 65;
    private static final int COORDINATE_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private P256() {}

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(PARAMETERS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(ECPublicKey key) {
        byte[] point = new byte[POINT_BYTES];
        point[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + COORDINATE_BYTES);
        return point;
    }

    /// @throws IllegalArgumentException where the bytes are no point of the curve
    static ECPublicKey publicKey(byte[] point) {
        if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("not an uncompressed point of P-256");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE_BYTES));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE_BYTES, 65));
        // a point elsewhere would tell parts of the private key that is multiplied with it
        if (x.compareTo(prime()) >= 0
                || y.compareTo(prime()) >= 0
                || !y.multiply(y).mod(prime()).equals(square(x))) {
            throw new IllegalArgumentException("not a point of P-256");
        }
        try {
            return key(new ECPoint(x, y));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a point of P-256", e);
        }
    }

    /// What both sides know who have one key of their own and the other's public one.
    static byte[] agreement(PrivateKey own, PublicKey other) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public key that belongs to a private one. Java multiplies points only for agreements,
    /// and tells the first coordinate: the other is the root that verifies a signature.
    static ECPublicKey publicKey(PrivateKey key) throws GeneralSecurityException {
        ECPublicKey generator = key(PARAMETERS.getGenerator());
        BigInteger x = new BigInteger(1, agreement(key, generator));
        // the prime is 3 modulo 4
        BigInteger y = square(x).modPow(prime().add(BigInteger.ONE).shiftRight(2), prime());
        ECPublicKey candidate = key(new ECPoint(x, y));
        return belong(key, candidate) ? candidate : key(new ECPoint(x, prime().subtract(y)));
    }

    private static boolean belong(PrivateKey key, PublicKey candidate)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(candidate);
        return signature.verify(signed);
    }

    /// What y² is at x.
    private static BigInteger square(BigInteger x) {
        EllipticCurve curve = PARAMETERS.getCurve();
        return x.modPow(THREE, prime())
                .add(curve.getA().multiply(x))
                .add(curve.getB())
                .mod(prime());
    }

    private static BigInteger prime() {
        return ((ECFieldFp) PARAMETERS.getCurve().getField()).getP();
    }

    private static ECPublicKey key(ECPoint point) throws GeneralSecurityException {
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, PARAMETERS));
    }

    private static void put(BigInteger coordinate, byte[] target, int at) {
        byte[] bytes = coordinate.toByteArray();
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(
                bytes, bytes.length - length, target, at + COORDINATE_BYTES - length, length);
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
