package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Programs;
import io.worksync.stack.kafka.CreateTopics;
import io.worksync.stack.process.Command;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.Probe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Kafka in KRaft mode: broker and controller in one JVM, whose classes nobody else has on the
/// class path.
public final class Kafka implements Part {

    public static final String NAME = "kafka";
    public static final int PORT = 19_092;

    private static final int HEAP_MEGABYTES = 192;
    private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";
    private static final Path NOTHING = Path.of("/dev/null");

    private final Layout layout;

    public Kafka(Layout layout) {
        this.layout = layout;
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
        return List.of(port(), port() + 1);
    }

    @Override
    public void prepare() {
        new Template("kafka.properties")
                .write(
                        configuration(),
                        Map.of(
                                "port",
                                Integer.toString(port()),
                                "controllerPort",
                                Integer.toString(port() + 1),
                                "folder",
                                layout.data(NAME).toString()));
        new Template("kafka-logging.properties").write(logging(), Map.of());
        if (!Files.exists(layout.data(NAME).resolve("meta.properties"))) {
            run(
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    CLUSTER,
                    "-c",
                    configuration().toString(),
                    "--ignore-formatted");
        }
    }

    @Override
    public Launch launch() {
        return new Launch(java("kafka.Kafka", configuration().toString()), Map.of());
    }

    /// The port opens earlier than the broker serves; this line comes when it does.
    @Override
    public boolean isReady(long pid) {
        return Probe.contains(layout.logs().resolve(id() + ".log"), "Kafka Server started");
    }

    /// Creates the topics of the contract, once for each list of topics.
    @Override
    public void afterReady() {
        Path mark = layout.data(NAME).resolveSibling("kafka.topics");
        try {
            if (!Files.exists(mark)
                    || !Files.readString(mark).equals(CreateTopics.TOPICS.toString())) {
                run(CreateTopics.class.getName(), "127.0.0.1:" + port());
                Files.writeString(mark, CreateTopics.TOPICS.toString());
            }
        } catch (IOException e) {
            throw new StackFailure("cannot write " + mark + ": " + e.getMessage(), e);
        }
    }

    private void run(String mainClass, String... arguments) {
        Command.run(
                java(mainClass, arguments),
                Map.of(),
                NOTHING,
                layout.logs().resolve("kafka-setup.log"),
                Duration.ofMinutes(5));
    }

    private List<String> java(String mainClass, String... arguments) {
        Path jars = new Programs(layout).kafka();
        String own = mainClass.startsWith("io.worksync") ? ownClasses() + ":" : "";
        List<String> command =
                Jvm.command(
                        HEAP_MEGABYTES,
                        "-Djava.util.logging.config.file=" + logging(),
                        "-cp",
                        own + jars + "/*",
                        mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String ownClasses() {
        return Path.of(
                        URI.create(
                                Kafka.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }

    private Path configuration() {
        return layout.state().resolve("config/kafka.properties");
    }

    private Path logging() {
        return layout.state().resolve("config/kafka-logging.properties");
    }
}
