package io.worksync.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The passwords of one stack: made at random on first use, kept in a file that only its owner can
/// read.
public final class Secrets {

    public static final String POSTGRES = "postgres.password";
    public static final String REDIS = "redis.password";
    public static final String TURN = "turn.secret";

    /// The one that replaces the other at the next rotation; the relay takes both.
    public static final String TURN_NEXT = "turn.secret.next";

    public static final String JANUS_API = "janus.api.secret";
    public static final String JANUS_ADMIN = "janus.admin.secret";
    public static final String JANUS_ROOM_KEY = "janus.room.key";
    public static final String KEYCLOAK_ADMIN = "keycloak.admin.password";
    public static final String KEYCLOAK_GATEWAY = "keycloak.gateway.secret";

    /// The private key of Web Push: 32 bytes in base64url.
    public static final String PUSH = "push.private.key";

    private static final int BYTES = 24;
    private static final int KEY_BYTES = 32;

    private final Map<String, String> values;

    private Secrets(Map<String, String> values) {
        this.values = values;
    }

    /// The name of the password of a database role.
    public static String role(String role) {
        return "postgres.role." + role + ".password";
    }

    /// The name of the password of a service's account at Redis.
    public static String redis(String service) {
        return "redis." + service + ".password";
    }

    /// Reads the file and adds to it what is missing.
    ///
    /// @param roles database roles
    /// @param services those with accounts at Redis
    public static Secrets ensure(Path file, List<String> roles, List<String> services) {
        Map<String, String> values = new TreeMap<>(read(file).values);
        int known = values.size();
        List.of(
                        POSTGRES,
                        REDIS,
                        TURN,
                        TURN_NEXT,
                        JANUS_API,
                        JANUS_ADMIN,
                        JANUS_ROOM_KEY,
                        KEYCLOAK_ADMIN,
                        KEYCLOAK_GATEWAY)
                .forEach(name -> values.computeIfAbsent(name, Secrets::random));
        values.computeIfAbsent(PUSH, Secrets::randomKey);
        roles.forEach(role -> values.computeIfAbsent(role(role), Secrets::random));
        services.forEach(service -> values.computeIfAbsent(redis(service), Secrets::random));
        if (values.size() > known) {
            write(file, values);
        }
        return new Secrets(values);
    }

    public static Secrets read(Path file) {
        Map<String, String> values = new TreeMap<>();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            properties
                    .stringPropertyNames()
                    .forEach(name -> values.put(name, properties.getProperty(name)));
        }
        return new Secrets(values);
    }

    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new StackFailure(
                    "no secret named " + name + ": the stack was never started here");
        }
        return value;
    }

    private static String random(String name) {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Nearly every number of 256 bits is a private key of P-256; none that is too large begins
    /// with a zero bit.
    private static String randomKey(String name) {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        bytes[0] = (byte) (bytes[0] & 0x7f);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void write(Path file, Map<String, String> values) {
        var lines =
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList();
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("no folder for " + file);
            }
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "secrets", ".new", ownerOnly);
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
