package io.worksync.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// People of the benchmark's own realm, and the access tokens that Keycloak gives them.
///
/// Their passwords are hashed with one iteration, since a thousand sign-ins are no part of what is
/// measured; their tokens are good for an hour, since nobody renews them.
final class Crowd {

    /// One of them, signed in.
    record Person(String id, String token) {}

    private static final String PASSWORD = "bench";
    private static final int PER_IMPORT = 250;

    private final BenchStack stack;

    Crowd(BenchStack stack) {
        this.stack = stack;
    }

    List<Person> signedIn(int size) {
        allowCheapSignIns();
        for (int from = 0; from < size; from += PER_IMPORT) {
            create(from, Math.min(size, from + PER_IMPORT));
        }
        List<Callable<Person>> signIns = new ArrayList<>();
        IntStream.range(0, size).forEach(i -> signIns.add(() -> signIn(i)));
        return Http.all(signIns);
    }

    private void allowCheapSignIns() {
        Map<String, Object> settings =
                Map.of(
                        "accessTokenLifespan",
                        3600,
                        "passwordPolicy",
                        "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
        Http.call("PUT", admin(""), adminToken(), settings);
    }

    private void create(int from, int to) {
        List<Map<String, Object>> users = IntStream.range(from, to).mapToObj(Crowd::user).toList();
        Map<String, Object> body = Map.of("ifResourceExists", "SKIP", "users", users);
        Http.call("POST", admin("/partialImport"), adminToken(), body);
    }

    private Person signIn(int number) {
        String form =
                "grant_type=password&client_id=worksync-cli&scope=openid&username="
                        + name(number)
                        + "&password="
                        + PASSWORD;
        URI endpoint = stack.keycloak().resolve("/realms/worksync/protocol/openid-connect/token");
        String token = Http.form(endpoint, form).path("access_token").asText();
        // the first call makes a person known
        JsonNode me =
                Http.call("GET", stack.gateway(1).resolve("/api/chat/v1/users/me"), token, null);
        return new Person(me.path("id").asText(), token);
    }

    private static Map<String, Object> user(int number) {
        return Map.of(
                "username",
                name(number),
                "firstName",
                "Bench",
                "lastName",
                Integer.toString(number),
                "email",
                name(number) + "@bench.invalid",
                "emailVerified",
                true,
                "enabled",
                true,
                "realmRoles",
                List.of("member"),
                "credentials",
                List.of(credential()));
    }

    private static Map<String, Object> credential() {
        byte[] salt = new byte[16];
        try {
            PBEKeySpec spec = new PBEKeySpec(PASSWORD.toCharArray(), salt, 1, 512);
            byte[] hash =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return Map.of(
                    "type", "password",
                    "secretData",
                            "{\"value\":\"%s\",\"salt\":\"%s\"}"
                                    .formatted(
                                            base64.encodeToString(hash),
                                            base64.encodeToString(salt)),
                    "credentialData", "{\"hashIterations\":1,\"algorithm\":\"pbkdf2-sha256\"}");
        } catch (GeneralSecurityException e) {
            throw new BenchFailure("no PBKDF2", e);
        }
    }

    private URI admin(String path) {
        return stack.keycloak().resolve("/admin/realms/worksync" + path);
    }

    private String adminToken() {
        String form =
                "grant_type=password&client_id=admin-cli&username=admin&password="
                        + stack.secret("keycloak.admin.password");
        URI endpoint = stack.keycloak().resolve("/realms/master/protocol/openid-connect/token");
        return Http.form(endpoint, form).path("access_token").asText();
    }

    private static String name(int number) {
        return "bench-%04d".formatted(number);
    }
}
