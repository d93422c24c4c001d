package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.install.Apps;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.util.List;
import java.util.Map;

/// An instance of one of WorkSync's own services.
public final class Service implements Part {

    private static final int MANAGEMENT = 1_000;
    private static final int HEAP_MEGABYTES = 160;

    private final Layout layout;
    private final ServiceKind kind;
    private final int instance;
    private final Map<String, String> environment;

    Service(Layout layout, ServiceKind kind, int instance, Map<String, String> environment) {
        this.layout = layout;
        this.kind = kind;
        this.instance = instance;
        this.environment = environment;
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
                        "-XX:MaxMetaspaceSize=160m",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        new Apps(layout).jar(kind.processName()).toString());
        return new Launch(command, environment);
    }

    @Override
    public boolean isReady(long pid) {
        return Probe.answersOk("http://127.0.0.1:" + (port() + MANAGEMENT) + "/q/health/ready");
    }
}
