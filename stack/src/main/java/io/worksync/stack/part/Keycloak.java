package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Programs;
import io.worksync.stack.process.Command;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keycloak with the realm `worksync` of this module, in PostgreSQL.
public final class Keycloak implements Part {

    public static final String NAME = "keycloak";
    public static final int PORT = 8_180;

    private static final int MANAGEMENT = 1_000;
    private static final int HEAP_MEGABYTES = 320;
    private static final String HEAP =
            "-Xms64m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8";

    private final Layout layout;
    private final Secrets secrets;

    public Keycloak(Layout layout, Secrets secrets) {
        this.layout = layout;
        this.secrets = secrets;
    }

    @Override
    public PartId id() {
        return new PartId(NAME, 1);
    }

    @Override
    public int port() {
        return layout.port(PORT);
    }

    @Override
    public List<Integer> ports() {
        return List.of(port(), port() + MANAGEMENT);
    }

    /// What tokens name as their issuer; exact, whichever of its addresses Keycloak was reached at.
    public String issuer() {
        return "http://localhost:" + port() + "/realms/worksync";
    }

    @Override
    public void prepare() {
        Path realm = home().resolve("data/import").resolve(RealmFile.NAME);
        realm().write(realm);
        if (Files.exists(importedRealm()) && !isImported()) {
            replaceRealm(realm);
        }
    }

    /// A start imports the realm only where there is none yet, so a changed file would be ignored.
    private void replaceRealm(Path realm) {
        List<String> command = java();
        command.addAll(List.of("import", "--optimized", "--file=" + realm, "--override=true"));
        command.addAll(database());
        run(command, environment());
        rememberRealm();
    }

    @Override
    public Launch launch() {
        List<String> command = java();
        command.addAll(
                List.of(
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port(),
                        "--http-management-port=" + (port() + MANAGEMENT),
                        "--hostname=http://localhost:" + port()));
        command.addAll(database());
        return new Launch(command, environment());
    }

    @Override
    public boolean isReady(long pid) {
        return Probe.answersOk(
                "http://127.0.0.1:" + port() + "/realms/worksync/.well-known/openid-configuration");
    }

    @Override
    public void afterReady() {
        if (!isImported()) {
            rememberRealm();
        }
    }

    /// The first start creates the schema and imports the realm.
    @Override
    public Duration readyWithin() {
        return Duration.ofMinutes(10);
    }

    /// What Keycloak's own script does, without the shell that would stay between us and the
    /// process.
    private List<String> java() {
        List<String> command =
                new ArrayList<>(
                        Jvm.command(
                                HEAP_MEGABYTES,
                                "-XX:MaxMetaspaceSize=256m",
                                "-Duser.language=en",
                                "-Duser.country=US"));
        for (String opened :
                List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dpicocli.disable.closures=true",
                        "-Dquarkus-log-max-startup-records=10000",
                        "-Dkc.home.dir=" + home(),
                        "-Djboss.server.config.dir=" + home().resolve("conf"),
                        "-cp",
                        home().resolve("lib/quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        // a restart of PostgreSQL leaves dead connections in the pool; without this each costs a
        // user an error
        environment.put("QUARKUS_DATASOURCE_JDBC_VALIDATE_ON_BORROW", "true");
        environment.put("KC_DB_PASSWORD", secrets.get(Secrets.role("keycloak")));
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.get(Secrets.KEYCLOAK_ADMIN));
        return environment;
    }

    private List<String> database() {
        int port = layout.port(Postgres.PORT);
        return List.of(
                "--db-url=jdbc:postgresql://127.0.0.1:" + port + "/keycloak",
                "--db-username=keycloak",
                "--db-pool-max-size=10");
    }

    private boolean isImported() {
        try {
            return Files.exists(importedRealm())
                    && Files.readString(importedRealm()).equals(realm().text());
        } catch (IOException e) {
            return false;
        }
    }

    private void rememberRealm() {
        realm().write(importedRealm());
    }

    private RealmFile realm() {
        return new RealmFile(layout, secrets);
    }

    private Path importedRealm() {
        return layout.data(NAME).resolveSibling("keycloak-realm.json");
    }

    private Path home() {
        return new Programs(layout).keycloak(this::build);
    }

    /// Fixes the database and the features once, so that starts need no build of their own.
    private void build(Path home) {
        Path script = home.resolve("bin/kc.sh");
        if (!script.toFile().canExecute()) {
            throw new StackFailure("not executable: " + script);
        }
        run(
                List.of(
                        script.toString(),
                        "build",
                        "--db=postgres",
                        "--health-enabled=true",
                        "--cache=local",
                        "--features-disabled=kerberos,ciba,par,device-flow,impersonation"),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", HEAP));
    }

    private void run(List<String> command, Map<String, String> environment) {
        Path log = layout.logs().resolve("keycloak-setup.log");
        Command.run(command, environment, Path.of("/dev/null"), log, Duration.ofMinutes(5));
    }
}
