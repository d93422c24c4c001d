package io.worksync.deployment.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an image holds beside its base: layers from what changes least to what changes most, and
/// how it starts.
record Contents(String name, List<Layer> layers, List<String> entrypoint) {

    static final List<String> SERVICES =
            List.of(
                    "gateway",
                    "chat-service",
                    "presence-service",
                    "notification-service",
                    "signaling-service");

    private static final List<String> JVM =
            List.of(
                    "java",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /// A service as its build left it.
    ///
    /// @throws IOException where it was not built
    static Contents ofService(Path root, String service) throws IOException {
        Path app = root.resolve(service).resolve("target/quarkus-app");
        if (!Files.isRegularFile(app.resolve("quarkus-run.jar"))) {
            throw new IOException(
                    service + " is not built: ./mvnw -pl " + service + " -am package");
        }
        Layer libraries = Layer.of("libraries", app.resolve("lib"), "/app/lib");
        Map<String, Path> own = new TreeMap<>();
        Map<String, Path> others = new TreeMap<>();
        libraries
                .files()
                .forEach(
                        (target, file) ->
                                (target.contains("/io.worksync.") ? own : others)
                                        .put(target, file));
        Layer application = Layer.of("application", app.resolve("app"), "/app/app");
        application.files().put("/app/quarkus-run.jar", app.resolve("quarkus-run.jar"));
        List<String> command = new ArrayList<>(JVM);
        command.addAll(List.of("-jar", "/app/quarkus-run.jar"));
        return new Contents(
                service,
                List.of(
                        new Layer("libraries", others),
                        Layer.of("framework", app.resolve("quarkus"), "/app/quarkus"),
                        new Layer("shared", own),
                        application),
                command);
    }

    /// What `helm test` runs.
    static Contents ofCheck(Path root) throws IOException {
        Map<String, Path> libraries = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (jar.getFileName()
                    .toString()
                    .matches("jackson-(core|databind|annotations)-.*\\.jar")) {
                libraries.put("/app/lib/" + jar.getFileName(), jar);
            }
        }
        Path classes = root.resolve("deployment/target/classes");
        return new Contents(
                "check",
                List.of(
                        new Layer("libraries", libraries),
                        Layer.of(
                                "application",
                                classes.resolve("io/worksync/deployment/check"),
                                "/app/classes/io/worksync/deployment/check")),
                List.of(
                        "java",
                        "-cp",
                        "/app/classes:/app/lib/*",
                        "io.worksync.deployment.check.SendOneMessage"));
    }
}
