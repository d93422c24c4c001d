package io.worksync.system.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the chart's migration Jobs do, with the two accounts that the chart's SQL makes.
@ExtendWith(RunningWorkSync.class)
class MigratingTheSchemasTest {

    private static final Path ROOT = Path.of(System.getProperty("worksync.root", ".."));
    private static final String NAME = "migration_test";
    private static final String OWNER = NAME + "_owner";

    private final WorkSync worksync = WorkSync.running();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-service",
                "presence-service",
                "notification-service",
                "signaling-service"
            })
    void a_job_migrates_and_ends_and_the_service_may_only_use_rows(String service)
            throws Exception {
        createAccounts();
        assertThat(migrate(service)).as("the first time").isZero();
        assertThat(migrate(service)).as("again").isZero();
        try (Connection own = connect(NAME, NAME)) {
            String table = firstTable(own);
            assertThat(may(own, table)).isEqualTo("SELECT,INSERT,UPDATE,DELETE");
            for (String statement :
                    List.of(
                            "CREATE TABLE mine (id int)",
                            "DROP TABLE " + table,
                            "ALTER TABLE " + table + " ADD COLUMN mine int",
                            "TRUNCATE " + table,
                            "CREATE EXTENSION pg_trgm SCHEMA pg_catalog",
                            "CREATE ROLE mine",
                            "COPY (SELECT 1) TO PROGRAM 'true'")) {
                assertThatThrownBy(() -> execute(own, statement))
                        .as(statement)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
        assertThatThrownBy(() -> connect(NAME, "chat").close())
                .hasMessageContaining("permission denied for database");
    }

    @AfterEach
    void drop() throws SQLException {
        try (Connection postgres = superuser("postgres")) {
            execute(postgres, "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
            execute(postgres, "DROP ROLE IF EXISTS " + NAME);
            execute(postgres, "DROP ROLE IF EXISTS " + OWNER);
        }
    }

    /// As psql would run the file.
    private void createAccounts() throws IOException, SQLException {
        drop();
        String sql =
                Files.readString(ROOT.resolve("helm/worksync/files/postgres-accounts.sql"))
                        .replaceAll("(?m)^--.*\n", "")
                        .replace(":\"name\"", NAME)
                        .replace(":\"owner\"", OWNER)
                        .replace(":'password'", "'" + NAME + "'")
                        .replace(":'owner_password'", "'" + OWNER + "'");
        String[] parts = sql.split("\\\\connect " + NAME + "\n");
        try (Connection postgres = superuser("postgres")) {
            for (String statement : parts[0].split(";\n")) {
                execute(postgres, statement);
            }
        }
        try (Connection own = superuser(NAME)) {
            for (String statement : parts[1].split(";\n")) {
                execute(own, statement);
            }
        }
    }

    /// The exit code of a service in the way in which the Job starts it.
    private int migrate(String service) throws IOException, InterruptedException {
        Path jar = ROOT.resolve(service + "/target/quarkus-app/quarkus-run.jar");
        ProcessBuilder job =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx160m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString());
        job.environment()
                .putAll(
                        Map.of(
                                "QUARKUS_INIT_AND_EXIT", "true",
                                "WORKSYNC_PRODUCTION", "false",
                                "QUARKUS_FLYWAY_MIGRATE_AT_START", "true",
                                "WORKSYNC_HTTP_PORT", "8080",
                                "WORKSYNC_MANAGEMENT_PORT", "9000",
                                "WORKSYNC_OIDC_ISSUER", "http://localhost:1/realms/none",
                                "WORKSYNC_REDIS_URL", "redis://localhost:1",
                                "WORKSYNC_KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                                "WORKSYNC_CHAT_URLS", "http://localhost:1"));
        job.environment()
                .putAll(
                        Map.of(
                                "WORKSYNC_POSTGRES_ADDRESS",
                                "localhost:" + worksync.postgresPort(),
                                "QUARKUS_DATASOURCE_JDBC_URL",
                                url(NAME),
                                "WORKSYNC_POSTGRES_USERNAME",
                                OWNER,
                                "WORKSYNC_POSTGRES_PASSWORD",
                                OWNER));
        Path log = Files.createTempFile(service, ".log");
        Process process = job.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end:\n" + Files.readString(log, UTF_8));
        }
        if (process.exitValue() != 0) {
            System.err.println(Files.readString(log, UTF_8));
        }
        Files.delete(log);
        return process.exitValue();
    }

    private static String firstTable(Connection connection) throws SQLException {
        return text(
                connection,
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE"
                        + " 'flyway%' ORDER BY 1 LIMIT 1");
    }

    private static String may(Connection connection, String table) throws SQLException {
        return text(
                connection,
                "SELECT string_agg(p, ',') FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE',"
                        + "'TRUNCATE','TRIGGER']) p WHERE has_table_privilege('"
                        + table
                        + "', p)");
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                url(database), "postgres", worksync.secret("postgres.password"));
    }

    private Connection connect(String user, String database) throws SQLException {
        return DriverManager.getConnection(url(database), user, user);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + worksync.postgresPort() + "/" + database;
    }
}
