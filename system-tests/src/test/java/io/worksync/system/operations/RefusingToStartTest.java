package io.worksync.system.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged services, started in production with what is for laptops.
@ExtendWith(RunningWorkSync.class)
class RefusingToStartTest {

    private static final Path ROOT = Path.of(System.getProperty("worksync.root", ".."));
    private static final String REFUSAL = "WorkSync refuses to start in production: ";
    private static final String PORT = "0";
    /// Nobody listens there.
    private static final String NOWHERE = "127.0.0.1:1";

    private record End(int status, List<String> lines) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "chat-service",
                "presence-service",
                "notification-service",
                "signaling-service"
            })
    void each_unsafe_setting_is_one_line(String service) throws Exception {
        Map<String, String> environment = safe();
        environment.put("WORKSYNC_OIDC_ISSUER", "http://id.example.org/realms/worksync");
        environment.put("WORKSYNC_REDIS_URL", "redis://" + NOWHERE);
        environment.put("WORKSYNC_ALLOWED_ORIGINS", "*");
        environment.put("WORKSYNC_POSTGRES_PASSWORD", "postgres");
        End end = start(service, environment);
        assertThat(end.status()).isEqualTo(1);
        assertThat(end.lines())
                .allMatch(line -> line.startsWith(REFUSAL))
                .anyMatch(line -> line.contains("auth-server-url is not https"))
                .anyMatch(line -> line.contains("quarkus.redis.hosts has no password"))
                .anyMatch(
                        line ->
                                service.equals("gateway")
                                        ? line.contains("allowed-origins has a wildcard")
                                        : line.contains("datasource.password is a default"))
                .hasSize(3);
    }

    @Test
    void a_profile_for_developing_is_refused() throws Exception {
        Map<String, String> environment = safe();
        environment.put("QUARKUS_PROFILE", "dev");
        End end = start("chat-service", environment);
        assertThat(end.status()).isEqualTo(1);
        assertThat(end.lines())
                .containsExactly(
                        REFUSAL + "quarkus.profile is \"dev\"; leave QUARKUS_PROFILE unset");
    }

    @Test
    void a_database_that_forgets_is_refused() throws Exception {
        try (ForgetfulPostgres postgres = ForgetfulPostgres.start("presence")) {
            Map<String, String> environment = safe();
            environment.put("WORKSYNC_POSTGRES_ADDRESS", "127.0.0.1:" + postgres.port());
            environment.put("WORKSYNC_POSTGRES_USERNAME", ForgetfulPostgres.USER);
            End end = start("presence-service", environment);
            assertThat(end.status()).isEqualTo(1);
            assertThat(end.lines())
                    .filteredOn(line -> line.startsWith(REFUSAL))
                    .containsExactly(
                            REFUSAL
                                    + "PostgreSQL has fsync=off, so that it loses what it"
                                    + " acknowledged; set it to on");
        }
    }

    private static Map<String, String> safe() {
        Map<String, String> environment = new HashMap<>();
        environment.put("WORKSYNC_HTTP_PORT", PORT);
        environment.put("WORKSYNC_MANAGEMENT_PORT", PORT);
        environment.put("WORKSYNC_OIDC_ISSUER", "https://" + NOWHERE + "/realms/worksync");
        environment.put("WORKSYNC_REDIS_URL", "redis://:fK29dmPz77QpLs4c@" + NOWHERE);
        environment.put("WORKSYNC_KAFKA_BOOTSTRAP_SERVERS", NOWHERE);
        environment.put("WORKSYNC_POSTGRES_ADDRESS", NOWHERE);
        environment.put("WORKSYNC_POSTGRES_USERNAME", "worksync_app");
        environment.put("WORKSYNC_POSTGRES_PASSWORD", "wR3bN0xT5yQe8uLk");
        environment.put("WORKSYNC_CHAT_URLS", "http://" + NOWHERE);
        return environment;
    }

    private static End start(String service, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile(service, ".log");
        try {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Path jar = ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    java.toString(),
                                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                    "-jar",
                                    jar.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("WORKSYNC_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(service + " started: " + Files.readString(said));
            }
            return new End(process.exitValue(), Files.readAllLines(said, UTF_8));
        } finally {
            Files.delete(said);
        }
    }
}
