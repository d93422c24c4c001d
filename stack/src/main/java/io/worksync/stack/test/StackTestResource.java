package io.worksync.stack.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.part.Redis;
import io.worksync.stack.part.Replicas;
import io.worksync.stack.part.ServiceEnvironment;
import io.worksync.stack.part.ServiceKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Gives a service's integration tests real PostgreSQL, Kafka, Redis and Keycloak.
///
/// The stack is started by whoever needs it first and shared by all modules and runs; it stays up
/// afterwards, so a
/// second run begins at once. Tests must therefore not expect an empty database.
///
/// The init argument `service` names the service (`chat-service` or `chat`) whose database is
/// wanted.
public class StackTestResource implements QuarkusTestResourceLifecycleManager {

    private ServiceKind service = ServiceKind.GATEWAY;

    @Override
    public void init(Map<String, String> arguments) {
        String name = arguments.getOrDefault("service", ServiceKind.GATEWAY.processName());
        service =
                ServiceKind.of(name)
                        .or(() -> ServiceKind.of(name + "-service"))
                        .orElseThrow(
                                () -> new IllegalArgumentException("no service named " + name));
    }

    /// Starts the stack unless it is up.
    ///
    /// @return everything that the launcher would tell this service, with free ports instead of its
    /// own
    @Override
    public Map<String, String> start() {
        Layout layout = layout();
        runLauncher(layout);
        Secrets secrets = Secrets.read(layout.secrets());
        Map<String, String> configuration =
                new HashMap<>(new ServiceEnvironment(layout, secrets, Replicas.ONE).of(service, 1));
        // tests do things to Redis that no service may
        configuration.put("WORKSYNC_REDIS_URL", redis(layout, secrets));
        configuration.put("WORKSYNC_HTTP_PORT", "0");
        configuration.put("WORKSYNC_MANAGEMENT_PORT", "0");
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("quarkus.management.test-port", "0");
        return configuration;
    }

    /// The stack stays up for the next module; `./worksync test` stops it.
    @Override
    public void stop() {}

    private static String redis(Layout layout, Secrets secrets) {
        return Redis.all(layout, secrets).stream()
                .map(server -> "redis://:" + server.password() + "@127.0.0.1:" + server.port())
                .collect(Collectors.joining(","));
    }

    static Layout layout() {
        String root = System.getProperty("worksync.root", "");
        return Layout.forTests(Layout.rootAbove(Path.of(root)), System.getenv());
    }

    /// In a JVM of its own, since it needs classes that must not be on the class path of a service.
    private static void runLauncher(Layout layout) {
        String script = layout.root().resolve("worksync").toString();
        ProcessBuilder launcher =
                new ProcessBuilder(script, "up", "--backing", "--detach").redirectErrorStream(true);
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
        launcher.environment().put("WORKSYNC_STATE_DIR", layout.state().toString());
        launcher.environment().put("WORKSYNC_PORT_OFFSET", Integer.toString(layout.offset()));
        launcher.environment().put("WORKSYNC_SKIP_BUILD", "true");
        try {
            Process process = launcher.start();
            try (BufferedReader lines = process.inputReader()) {
                lines.lines().forEach(System.out::println);
            }
            if (process.waitFor() != 0) {
                throw new StackFailure(
                        "the test stack does not start; the reason is above, the logs are in "
                                + layout.logs());
            }
        } catch (IOException e) {
            throw new StackFailure("cannot run the launcher: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }
}
