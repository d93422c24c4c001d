package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Programs;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Redis with an account for each service and an append-only file, so that streams outlive a
/// crash. There is one, or with `WORKSYNC_REDIS_TYPE=cluster` there are the three masters of a
/// Redis Cluster.
public final class Redis implements Part {

    public static final String NAME = "redis";
    public static final int PORT = 16_379;

    /// What services are told too.
    static final String TYPE = "WORKSYNC_REDIS_TYPE";

    private static final String CLUSTER = "cluster";
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int BUS = 100;
    private static final String OK = "+OK\r\n+OK";

    private final Layout layout;
    private final Secrets secrets;
    private final int instance;
    private final boolean cluster;

    private Redis(Layout layout, Secrets secrets, int instance, boolean cluster) {
        this.layout = layout;
        this.secrets = secrets;
        this.instance = instance;
        this.cluster = cluster;
    }

    /// All of them; the first is there in each form.
    public static List<Redis> all(Layout layout, Secrets secrets) {
        boolean cluster = type().equals(CLUSTER);
        return IntStream.rangeClosed(1, cluster ? MASTERS : 1)
                .mapToObj(instance -> new Redis(layout, secrets, instance, cluster))
                .toList();
    }

    /// How services reach it: `standalone` or `cluster`.
    static String type() {
        return System.getenv().getOrDefault(TYPE, "standalone");
    }

    @Override
    public PartId id() {
        return new PartId(NAME, instance);
    }

    @Override
    public int port() {
        return layout.port(PORT) + instance - 1;
    }

    @Override
    public List<Integer> ports() {
        return cluster ? List.of(port(), port() + BUS) : List.of(port());
    }

    /// Where its data is; that of a cluster is of no use to a single one.
    public Path data() {
        return cluster ? layout.data(NAME).resolve("cluster-" + instance) : layout.data(NAME);
    }

    /// The settings go into a file, not on the command line, which everyone on the machine can
    /// read.
    @Override
    public void prepare() {
        createData();
        new Template("redis.conf")
                .write(
                        configuration(),
                        Map.of(
                                "port",
                                Integer.toString(port()),
                                "folder",
                                data().toString(),
                                "password",
                                password(),
                                "users",
                                users(),
                                "cluster",
                                cluster
                                        ? "cluster-enabled yes\ncluster-port " + (port() + BUS)
                                        : ""));
    }

    private void createData() {
        try {
            Files.createDirectories(data());
        } catch (IOException e) {
            throw new StackFailure("cannot create " + data() + ": " + e.getMessage(), e);
        }
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

    /// Takes its share of the slots and meets the first one. Where it did so before, Redis refuses
    /// the one and ignores the other.
    @Override
    public void afterReady() {
        if (cluster) {
            int first = (instance - 1) * SLOTS / MASTERS;
            int last = instance * SLOTS / MASTERS - 1;
            int other = layout.port(PORT);
            String login = "AUTH " + password() + "\r\n";
            Probe.answers(
                    port(), login + "CLUSTER ADDSLOTSRANGE %d %d\r\n".formatted(first, last), OK);
            Probe.answers(
                    port(),
                    login + "CLUSTER MEET 127.0.0.1 %d %d\r\n".formatted(other, other + BUS),
                    OK);
        }
    }

    public String password() {
        return secrets.get(Secrets.REDIS);
    }

    /// What a service signs in with; its account has the service's name.
    String password(ServiceKind service) {
        return secrets.get(Secrets.redis(service.processName()));
    }

    private Path configuration() {
        return layout.state().resolve(cluster ? "config/" + id() + ".conf" : "config/redis.conf");
    }
}
