package io.worksync.realtime;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.worksync.stack.Layout;
import io.worksync.stack.install.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real Redis Cluster of this machine, with accounts: three masters, each with a replica or
/// without.
final class RedisCluster implements AutoCloseable {

    static final int MASTERS = 3;

    private static final String PASSWORD = "of-a-test";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ACCOUNTS = "/io/worksync/stack/redis-users.acl";

    /// One server.
    final class Node {

        private final int port = freePort();
        private final int bus = freePort();
        private final Path folder;
        private final Redis client;
        private Process process;

        private Node(int number) throws IOException {
            folder = Files.createDirectories(home.resolve("node-" + number));
            client = Redis.createClient(vertx, "redis://:" + PASSWORD + "@127.0.0.1:" + port);
            start();
        }

        /// Starts it, also after [#kill()], with the data that it had.
        void start() throws IOException {
            Path configuration = folder.resolve("redis.conf");
            Files.writeString(configuration, configuration());
            process =
                    new ProcessBuilder(program.toString(), configuration.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("redis.log").toFile())
                            .start();
            await().atMost(PATIENCE).until(() -> asked("PING").succeeded());
        }

        /// SIGKILL.
        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        String ask(String... words) {
            return String.valueOf(answer(words));
        }

        int port() {
            return port;
        }

        String id() {
            return ask("CLUSTER", "MYID");
        }

        private Response answer(String... words) {
            Future<Response> asked = asked(words);
            await().atMost(PATIENCE).until(asked::isComplete);
            if (asked.failed()) {
                throw new IllegalStateException(String.join(" ", words), asked.cause());
            }
            return asked.result();
        }

        private Future<Response> asked(String... words) {
            Request request = Request.cmd(Command.create(words[0]));
            for (int i = 1; i < words.length; i++) {
                request.arg(words[i]);
            }
            Future<Response> asked = client.send(request);
            await().atMost(PATIENCE).until(asked::isComplete);
            return asked;
        }

        private String configuration() throws IOException {
            return String.join(
                    "\n",
                    "bind 127.0.0.1",
                    "port " + port,
                    "cluster-enabled yes",
                    "cluster-port " + bus,
                    "cluster-node-timeout 1500",
                    "cluster-replica-validity-factor 0",
                    "dir " + folder,
                    "appendonly yes",
                    "save \"\"",
                    "requirepass " + PASSWORD,
                    "masterauth " + PASSWORD,
                    accounts());
        }
    }

    private final Vertx vertx;
    private final Path home;
    private final Path program;
    private final List<Node> nodes = new ArrayList<>();

    private RedisCluster(Vertx vertx) throws IOException {
        this.vertx = vertx;
        this.home = Files.createTempDirectory("redis-cluster");
        Path root = Layout.rootAbove(Path.of(System.getProperty("worksync.root", "")));
        this.program =
                new Programs(Layout.forTests(root, System.getenv()))
                        .redis()
                        .resolve("redis-server");
    }

    /// Three masters with a third of the slots each.
    static RedisCluster start(Vertx vertx) throws IOException {
        RedisCluster cluster = new RedisCluster(vertx);
        for (int i = 0; i < MASTERS; i++) {
            Node node = cluster.new Node(i);
            cluster.nodes.add(node);
            node.ask(
                    "CLUSTER",
                    "ADDSLOTSRANGE",
                    "" + i * HashSlot.COUNT / MASTERS,
                    "" + ((i + 1) * HashSlot.COUNT / MASTERS - 1));
            node.ask("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
            cluster.meet(node);
        }
        cluster.awaitWhole(MASTERS);
        return cluster;
    }

    /// The same, and a replica of each.
    static RedisCluster startWithReplicas(Vertx vertx) throws IOException {
        RedisCluster cluster = start(vertx);
        for (int i = 0; i < MASTERS; i++) {
            Node replica = cluster.new Node(MASTERS + i);
            cluster.nodes.add(replica);
            cluster.meet(replica);
        }
        cluster.awaitWhole(2 * MASTERS);
        for (int i = 0; i < MASTERS; i++) {
            String master = cluster.nodes.get(i).id();
            Node replica = cluster.nodes.get(MASTERS + i);
            await().atMost(PATIENCE)
                    .until(() -> replica.asked("CLUSTER", "REPLICATE", master).succeeded());
            await().atMost(PATIENCE)
                    .until(() -> replica.ask("INFO", "replication").contains("link_status:up"));
        }
        return cluster;
    }

    /// The addresses under which the account of a service is let in.
    List<String> addresses(String account) {
        return nodes.stream()
                .map(node -> "redis://" + account + ":" + PASSWORD + "@127.0.0.1:" + node.port)
                .toList();
    }

    List<Node> masters() {
        return nodes.subList(0, MASTERS);
    }

    /// The one of the first masters that had the topic's slot in the beginning.
    Node master(Topic topic) {
        return master(topic.toString());
    }

    /// The same of a hash tag, or of a name without one.
    Node master(String tag) {
        return nodes.get(HashSlot.of(tag) * MASTERS / HashSlot.COUNT);
    }

    /// Gives a topic's slot, and what is in it, to another master, as a rebalancing does.
    void move(Topic topic, Node from, Node to) {
        String slot = "" + HashSlot.of(topic.toString());
        to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", from.id());
        from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", to.id());
        for (Response key : from.answer("CLUSTER", "GETKEYSINSLOT", slot, "100")) {
            from.ask(
                    "MIGRATE",
                    "127.0.0.1",
                    "" + to.port,
                    key.toString(),
                    "0",
                    "5000",
                    "AUTH",
                    PASSWORD);
        }
        to.ask("CLUSTER", "SETSLOT", slot, "NODE", to.id());
        from.ask("CLUSTER", "SETSLOT", slot, "NODE", to.id());
    }

    @Override
    public void close() throws IOException {
        for (Node node : nodes) {
            node.client.close();
            node.process.destroyForcibly();
        }
        Programs.delete(home);
    }

    private void meet(Node node) {
        Node first = nodes.getFirst();
        node.ask("CLUSTER", "MEET", "127.0.0.1", "" + first.port, "" + first.bus);
    }

    private void awaitWhole(int size) {
        for (Node node : nodes) {
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                String info = node.ask("CLUSTER", "INFO");
                                return info.contains("cluster_state:ok")
                                        && info.contains("cluster_known_nodes:" + size);
                            });
        }
    }

    /// Those of the stack, all with one password.
    private static String accounts() throws IOException {
        try (InputStream in = RedisCluster.class.getResourceAsStream(ACCOUNTS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("\\{\\{[a-z-]+}}", PASSWORD);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
