package io.worksync.notification.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PushEncryptionTest {

    private static final String BROWSER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    /// RFC 8291, appendix A.
    @Test
    void encrypts_as_in_the_rfc() throws GeneralSecurityException {
        PrivateKey own = key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        byte[] record =
                PushEncryption.encrypt(
                        "When I grow up, I want to be a watermelon".getBytes(UTF_8),
                        P256.publicKey(bytes(BROWSER)),
                        bytes("BTBZMqHH6r4Tts7J_aSIgg"),
                        new KeyPair(P256.publicKey(own), own),
                        bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(record))
                .isEqualTo(
                        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                                + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    @Test
    void the_longest_message_fits_what_push_services_take() {
        byte[] longest = new byte[PushEncryption.MAX_BYTES];
        assertThat(PushEncryption.encrypt(longest, P256.publicKey(bytes(BROWSER)), new byte[16]))
                .hasSize(4_096);
        assertThatThrownBy(
                        () ->
                                PushEncryption.encrypt(
                                        new byte[PushEncryption.MAX_BYTES + 1],
                                        P256.publicKey(bytes(BROWSER)),
                                        new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_point_of_the_curve_is_no_key() {
        byte[] elsewhere = bytes(BROWSER);
        elsewhere[64] ^= 1;
        assertThatThrownBy(() -> P256.publicKey(elsewhere))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] infinity = new byte[65];
        infinity[0] = 4;
        assertThatThrownBy(() -> P256.publicKey(infinity))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_public_key_is_found_from_the_private_one() throws GeneralSecurityException {
        for (int i = 0; i < 20; i++) {
            KeyPair pair = P256.generate();
            assertThat(P256.publicKey(pair.getPrivate())).isEqualTo(pair.getPublic());
        }
    }

    private static PrivateKey key(String scalar) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new ECPrivateKeySpec(new BigInteger(1, bytes(scalar)), P256.PARAMETERS));
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
