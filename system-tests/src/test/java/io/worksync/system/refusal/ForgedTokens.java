package io.worksync.system.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.Tokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens that look like a member's and were not given by Keycloak.
final class ForgedTokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String genuine;
    private final Tokens tokens;

    ForgedTokens(Tokens tokens) {
        this.tokens = tokens;
        this.genuine = tokens.of("rahim");
    }

    /// Genuine claims with `alg: none` and no signature.
    String unsigned(String alg) {
        return encoded(header().put("alg", alg)) + "." + payload() + ".";
    }

    /// Genuine header and claims, signed by a key of our own.
    String foreignSignature() {
        return signed(header(), claims());
    }

    /// Our own key, which the header offers for verification.
    String foreignKeyInHeader() {
        ObjectNode header = header();
        header.putObject("jwk").put("kty", "RSA").put("n", "AQAB").put("e", "AQAB");
        header.put("jku", "http://127.0.0.1:1/keys");
        return signed(header, claims());
    }

    /// HS256 with the public key as the secret: works where a verifier trusts the header's `alg`.
    String publicKeyAsSecret() throws GeneralSecurityException {
        String signed = encoded(header().put("alg", "HS256")) + "." + payload();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(publicKey().getBytes(UTF_8), "HmacSHA256"));
        return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }

    /// A genuine signature over other claims.
    String changedClaims() {
        ObjectNode claims = claims();
        claims.putObject("realm_access").putArray("roles").add("admin");
        return genuine.split("\\.")[0] + "." + encoded(claims) + "." + genuine.split("\\.")[2];
    }

    String withoutSignature() {
        return genuine.substring(0, genuine.lastIndexOf('.') + 1);
    }

    String prolonged() {
        return signed(header(), claims().put("exp", Instant.now().getEpochSecond() + 9999));
    }

    private ObjectNode header() {
        return (ObjectNode) decoded(genuine.split("\\.")[0]);
    }

    private ObjectNode claims() {
        return (ObjectNode) decoded(payload());
    }

    private String payload() {
        return genuine.split("\\.")[1];
    }

    private String publicKey() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(tokens.issuer())).build();
        Answer realm = Api.send(request).expect(200);
        String key = realm.json().path("public_key").asText();
        return "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n";
    }

    private static String signed(ObjectNode header, ObjectNode claims) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            PrivateKey key = keys.generateKeyPair().getPrivate();
            String text = encoded(header.put("alg", "RS256")) + "." + encoded(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode decoded(String part) {
        return Json.parse(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }

    private static String encoded(ObjectNode part) {
        return BASE64.encodeToString(Json.write(part).getBytes(UTF_8));
    }
}
