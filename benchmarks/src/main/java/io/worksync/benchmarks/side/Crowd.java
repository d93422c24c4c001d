package io.worksync.benchmarks.side;

import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.measure.BenchFailure;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// People of the benchmark's own realm, and the access tokens that Keycloak gives them.
///
/// Their passwords are hashed with one iteration, since a thousand sign-ins are no part of what is
/// measured; their tokens are good for hours, since nobody renews them, and are kept from one run
/// to the next.
final class Crowd {

    private static final String PASSWORD = "bench";
    private static final int PER_IMPORT = 250;

    private static final int TOKEN_SECONDS = 8 * 3_600;
    private static final long LEFT_SECONDS = 3_600;
    private static final String PAGE = "crowd";

    private final BenchStack stack;
    private final Notebook notebook;

    Crowd(BenchStack stack, Notebook notebook) {
        this.stack = stack;
        this.notebook = notebook;
    }

    /// These people, signed in.
    Map<Integer, Seat> signedIn(List<Integer> numbers) {
        Map<Integer, Seat> people = known();
        List<Integer> missing = numbers.stream().filter(n -> !people.containsKey(n)).toList();
        if (!missing.isEmpty()) {
            allowCheapSignIns();
            for (int from = 0; from < missing.size(); from += PER_IMPORT) {
                create(missing.subList(from, Math.min(missing.size(), from + PER_IMPORT)));
            }
            List<Callable<Seat>> signIns = new ArrayList<>();
            missing.forEach(number -> signIns.add(() -> signIn(number)));
            List<Seat> seats = Http.all(signIns);
            for (int i = 0; i < seats.size(); i++) {
                people.put(missing.get(i), seats.get(i));
            }
            remember(people);
        }
        return people;
    }

    /// Those of an earlier run whose tokens are still good and are of this realm's keys.
    private Map<Integer, Seat> known() {
        Map<Integer, Seat> people = new TreeMap<>();
        for (String line : notebook.read(PAGE)) {
            String[] words = line.split(" ");
            if (Token.secondsLeft(words[2]) > LEFT_SECONDS) {
                people.put(Integer.parseInt(words[0]), new Seat(words[1], words[2]));
            }
        }
        boolean good =
                people.values().stream()
                        .findFirst()
                        .map(seat -> isKnown(seat.token()))
                        .orElse(true);
        return good ? people : new TreeMap<>();
    }

    private boolean isKnown(String token) {
        try {
            Http.call("GET", me(), token, null);
            return true;
        } catch (BenchFailure otherKeys) {
            return false;
        }
    }

    private void remember(Map<Integer, Seat> people) {
        List<String> lines = new ArrayList<>();
        people.forEach(
                (number, seat) -> lines.add(number + " " + seat.person() + " " + seat.token()));
        notebook.write(PAGE, lines);
    }

    private void allowCheapSignIns() {
        Map<String, Object> settings =
                Map.of(
                        "accessTokenLifespan",
                        TOKEN_SECONDS,
                        "passwordPolicy",
                        "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
        Http.call("PUT", admin(""), adminToken(), settings);
    }

    private void create(List<Integer> numbers) {
        List<Map<String, Object>> users = numbers.stream().map(Crowd::user).toList();
        Map<String, Object> body = Map.of("ifResourceExists", "SKIP", "users", users);
        Http.call("POST", admin("/partialImport"), adminToken(), body);
    }

    private Seat signIn(int number) {
        String form =
                "grant_type=password&client_id=worksync-cli&scope=openid&username="
                        + name(number)
                        + "&password="
                        + PASSWORD;
        URI endpoint = stack.keycloak().resolve("/realms/worksync/protocol/openid-connect/token");
        String token = Http.form(endpoint, form).path("access_token").asText();
        // the first call makes a person known
        String id = Http.call("GET", me(), token, null).path("id").asText();
        return new Seat(id, token);
    }

    private URI me() {
        return stack.gateway(1).resolve("/api/chat/v1/users/me");
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
