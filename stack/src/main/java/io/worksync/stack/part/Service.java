package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.install.Apps;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An instance of one of WorkSync's own services.
public final class Service implements Part {

    private static final int MANAGEMENT = 1_000;
    private static final int HEAP_MEGABYTES = 160;

    private final Layout layout;
    private final ServiceKind kind;
    private final int instance;
    private final Map<String, String> environment;
    private final Optional<Path> noted;

    Service(Layout layout, ServiceKind kind, int instance, Map<String, String> environment) {
        this(layout, kind, instance, environment, Optional.empty());
    }

    private Service(
            Layout layout,
            ServiceKind kind,
            int instance,
            Map<String, String> environment,
            Optional<Path> noted) {
        this.layout = layout;
        this.kind = kind;
        this.instance = instance;
        this.environment = environment;
        this.noted = noted;
    }

    /// The same service, whose JVM notes in this file, when it ends in order, what it has
    /// loaded and linked (JEP 483 and 514). A start from that costs a third of the CPU time.
    public Part noting(Path file) {
        return new Service(layout, kind, instance, environment, Optional.of(file));
    }

    public ServiceKind kind() {
        return kind;
    }

    @Override
    public PartId id() {
        return new PartId(kind.processName(), instance);
    }

    @Override
    public int port() {
        return layout.port(kind.port(instance));
    }

    @Override
    public List<Integer> ports() {
        return List.of(port(), port() + MANAGEMENT);
    }

    @Override
    public Launch launch() {
        List<String> command =
                Jvm.command(
                        HEAP_MEGABYTES,
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow");
        Path cache = new Apps(layout).startCache(kind.processName());
        // the limit of class metadata bounds what can be noted, too
        command.add("-XX:MaxMetaspaceSize=" + (noted.isPresent() ? "1g" : "160m"));
        if (noted.isPresent()) {
            command.add("-XX:AOTCacheOutput=" + noted.get());
        } else if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of("-jar", new Apps(layout).jar(kind.processName()).toString()));
        return new Launch(command, environment);
    }

    @Override
    public boolean isReady(long pid) {
        return Probe.answersOk("http://127.0.0.1:" + (port() + MANAGEMENT) + "/q/health/ready");
    }
}
