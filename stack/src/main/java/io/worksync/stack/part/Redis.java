package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.install.Programs;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Redis with an account for each service and an append-only file, so that streams outlive a
/// crash.
public final class Redis implements Part {

    public static final String NAME = "redis";
    public static final int PORT = 16_379;

    private final Layout layout;
    private final Secrets secrets;

    public Redis(Layout layout, Secrets secrets) {
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

    /// The settings go into a file, not on the command line, which everyone on the machine can
    /// read.
    @Override
    public void prepare() {
        new Template("redis.conf")
                .write(
                        configuration(),
                        Map.of(
                                "port",
                                Integer.toString(port()),
                                "folder",
                                layout.data(NAME).toString(),
                                "password",
                                password(),
                                "users",
                                users()));
    }

    private String users() {
        return new Template("redis-users.acl")
                .text(
                        Stream.of(ServiceKind.values())
                                .collect(
                                        Collectors.toMap(
                                                ServiceKind::processName, this::password)));
    }

    @Override
    public Launch launch() {
        Path program = new Programs(layout).redis().resolve("redis-server");
        return new Launch(List.of(program.toString(), configuration().toString()), Map.of());
    }

    @Override
    public boolean isReady(long pid) {
        return Probe.answers(port(), "AUTH " + password() + "\r\nPING\r\n", "+PONG");
    }

    public String password() {
        return secrets.get(Secrets.REDIS);
    }

    /// What a service signs in with; its account has the service's name.
    String password(ServiceKind service) {
        return secrets.get(Secrets.redis(service.processName()));
    }

    private Path configuration() {
        return layout.state().resolve("config/redis.conf");
    }
}
