package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The trial cluster's broker with its own settings, and the rights that the chart describes.
@TestInstance(Lifecycle.PER_CLASS)
class AccountsAtKafkaTest {

    private static final Path BACKING = Rendered.ROOT.resolve("k8s/backing");
    private static final String PASSWORD = "3f1c9a7e5b2d8064";

    private int clients;
    private int local;
    private Process broker;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        clients = freePort();
        local = freePort();
        Path settings = folder.resolve("server.properties");
        Files.writeString(
                settings,
                Files.readString(BACKING.resolve("server.properties"))
                        .replace("://kafka:9092", "://localhost:" + clients)
                        .replace("9092", Integer.toString(clients))
                        .replace("9094", Integer.toString(local))
                        .replace("9093", Integer.toString(freePort()))
                        .replace("/var/lib/kafka/data", folder.resolve("data").toString()));
        Process format =
                java(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        "MkU3OEVBNTcwNTJENDM2Qg",
                        "-c",
                        settings.toString());
        assertThat(format.waitFor(90, TimeUnit.SECONDS)).isTrue();
        broker = java("kafka.Kafka", settings.toString());
        try (Admin admin = admin()) {
            admin.createTopics(
                            lines("kafka-topics.txt").stream()
                                    .map(line -> line.replaceAll(" .*", ""))
                                    .map(
                                            name ->
                                                    new NewTopic(
                                                            name, Optional.of(1), Optional.empty()))
                                    .toList())
                    .all()
                    .get(120, TimeUnit.SECONDS);
            admin.createAcls(
                            lines("kafka-acls.txt").stream().map(AccountsAtKafkaTest::acl).toList())
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        broker.destroyForcibly().waitFor();
    }

    @Test
    void a_service_writes_to_its_own_topics_and_to_no_other() throws Exception {
        send("chat-service", PASSWORD, "worksync.chat.messages");
        send("presence-service", PASSWORD, "worksync.presence");
        send("gateway", PASSWORD, "worksync.sessions");
        assertThatThrownBy(() -> send("chat-service", PASSWORD, "worksync.meetings"))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> send("gateway", PASSWORD, "worksync.chat.messages"))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void a_service_reads_what_it_is_meant_to_in_its_own_group() {
        read("notification-service", "worksync.chat.messages", "notification-service");
        assertThatThrownBy(
                        () ->
                                read(
                                        "notification-service",
                                        "worksync.sessions",
                                        "notification-service"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(
                        () ->
                                read(
                                        "notification-service",
                                        "worksync.chat.messages",
                                        "presence-service"))
                .isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void nobody_gets_in_with_a_wrong_password_or_administers() {
        assertThatThrownBy(() -> send("chat-service", "guess", "worksync.chat.messages"))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        Map<String, Object> settings = settings("chat-service", PASSWORD);
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(
                            () ->
                                    admin.createTopics(
                                                    List.of(
                                                            new NewTopic(
                                                                    "mine",
                                                                    Optional.of(1),
                                                                    Optional.empty())))
                                            .all()
                                            .get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfAny(
                            TopicAuthorizationException.class, ClusterAuthorizationException.class);
        }
    }

    private void send(String service, String password, String topic) throws Exception {
        Map<String, Object> settings = settings(service, password);
        settings.put("max.block.ms", "30000");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get(60, TimeUnit.SECONDS);
        }
    }

    private void read(String service, String topic, String group) {
        Map<String, Object> settings = settings(service, PASSWORD);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (consumer.assignment().isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200));
            }
            assertThat(consumer.assignment()).isNotEmpty();
        }
    }

    private Map<String, Object> settings(String service, String password) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", "localhost:" + clients);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "PLAIN");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(service, password));
        return settings;
    }

    private Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers", "localhost:" + local,
                        "request.timeout.ms", "20000",
                        "default.api.timeout.ms", "120000"));
    }

    private static AclBinding acl(String line) {
        String[] words = line.split(" ");
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.valueOf(words[2].toUpperCase(Locale.ROOT)),
                        words[3],
                        PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + words[0],
                        "*",
                        AclOperation.valueOf(words[1].toUpperCase(Locale.ROOT)),
                        AclPermissionType.ALLOW));
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(BACKING.resolve(file));
    }

    private static Process java(String... arguments) throws IOException {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Rendered.ROOT.resolve("stack/target/kafka-lib") + "/*");
        java.command().addAll(List.of(arguments));
        for (String service : List.of("GATEWAY", "CHAT", "PRESENCE", "NOTIFICATION", "SIGNALING")) {
            java.environment().put(service + "_PASSWORD", PASSWORD);
        }
        return java.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
