package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The accounts that the chart describes fit what the services do, in both directions where that
/// can be read off.
class AccountsTest {

    private static final Path FILES = Rendered.CHART.folder().resolve("files");
    private static final Path STACK =
            Rendered.ROOT.resolve("stack/src/main/resources/io/worksync/stack");
    private static final Pattern NAME =
            Pattern.compile("\"(\\{?(?:worksync|presence|typing)}?:[a-z:{}-]+[^\"]*)\"");
    private static final Pattern IN_LUA = Pattern.compile("redis\\.call\\('([A-Z]+)'");
    private static final Pattern IN_JAVA = Pattern.compile("Command\\.([A-Z]{2,})");

    @ParameterizedTest
    @CsvSource({
        "files/redis-users.acl, stack/src/main/resources/io/worksync/stack/redis-users.acl",
        "files/turnserver.conf, deploy/coturn/turnserver.conf",
        "files/janus/janus.jcfg, stack/src/main/resources/io/worksync/stack/janus/janus.jcfg",
        "files/janus/janus.plugin.videoroom.jcfg,"
                + " stack/src/main/resources/io/worksync/stack/janus/janus.plugin.videoroom.jcfg",
        "files/janus/janus.transport.websockets.jcfg,"
                + " stack/src/main/resources/io/worksync/stack/janus/janus.transport.websockets.jcfg"
    })
    void what_the_chart_brings_along_is_what_is_used_elsewhere(String copy, String original) {
        assertThat(Rendered.CHART.folder().resolve(copy))
                .as("cp " + original + " helm/worksync/" + copy)
                .hasSameTextualContentAs(Rendered.ROOT.resolve(original));
    }

    @Test
    void the_topics_are_those_of_the_contract() throws IOException {
        String source =
                Files.readString(
                        Rendered.ROOT.resolve(
                                "stack/src/main/java/io/worksync/stack/kafka/CreateTopics.java"));
        List<String> created =
                Pattern.compile("\"(worksync\\.[^\"]+)\"")
                        .matcher(source)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(Files.readAllLines(FILES.resolve("kafka-topics.txt"))).isEqualTo(created);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "chat-service",
                "presence-service",
                "notification-service",
                "signaling-service"
            })
    void a_service_may_do_at_kafka_what_it_does_and_nothing_else(String service)
            throws IOException {
        Properties settings = new Properties();
        settings.load(
                new StringReader(
                        Files.readString(
                                Rendered.ROOT.resolve(
                                        service + "/src/main/resources/application.properties"))));
        Set<String> needed = new TreeSet<>();
        for (String name : settings.stringPropertyNames()) {
            String value = settings.getProperty(name);
            if (name.matches("mp\\.messaging\\.incoming\\.[a-z]+\\.topic")) {
                needed.add("read topic " + value);
            } else if (name.matches("mp\\.messaging\\.incoming\\..*\\.group\\.id")) {
                needed.add("read group " + value);
            } else if (name.matches("mp\\.messaging\\.(incoming|outgoing)\\..*topic")) {
                needed.add("write topic " + value);
            }
        }
        if (service.equals("chat-service")) {
            // its outbox has Kafka's own client
            needed.add("write topic worksync.chat.messages");
            needed.add("write topic worksync.chat.memberships");
        }
        Set<String> allowed =
                Files.readAllLines(FILES.resolve("kafka-acls.txt")).stream()
                        .filter(line -> line.startsWith(service + " "))
                        .map(line -> line.substring(service.length() + 1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(allowed).isEqualTo(needed);
    }

    @Test
    void the_example_for_strimzi_gives_the_same_rights_and_topics() throws IOException {
        List<Manifest> manifests =
                Manifest.parse(
                        Files.readString(Rendered.CHART.folder().resolve("examples/strimzi.yaml")));
        List<String> rights =
                Rendered.ofKind(manifests, "KafkaUser").stream()
                        .flatMap(AccountsTest::rights)
                        .toList();
        assertThat(rights)
                .containsExactlyInAnyOrderElementsOf(
                        Files.readAllLines(FILES.resolve("kafka-acls.txt")));
        assertThat(Rendered.ofKind(manifests, "KafkaTopic"))
                .extracting(Manifest::name)
                .containsExactlyElementsOf(
                        Files.readAllLines(FILES.resolve("kafka-topics.txt")).stream()
                                .map(line -> line.replaceAll(" .*", ""))
                                .toList());
    }

    private static Stream<String> rights(Manifest user) {
        JsonNode acls = user.content().at("/spec/authorization/acls");
        return StreamSupport.stream(acls.spliterator(), false)
                .map(
                        acl ->
                                String.join(
                                        " ",
                                        user.name(),
                                        acl.at("/operations/0").asText().toLowerCase(Locale.ROOT),
                                        acl.at("/resource/type").asText(),
                                        acl.at("/resource/name").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "presence-service", "signaling-service"})
    void a_service_reaches_every_key_and_channel_that_it_names(String service) throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Rendered.ROOT.resolve(service + "/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                NAME.matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(named::add);
            }
        }
        List<String> reached =
                Files.readAllLines(STACK.resolve("redis-users.acl")).stream()
                        .filter(line -> line.startsWith("user " + service + " "))
                        .flatMap(line -> Stream.of(line.split(" ")))
                        .filter(word -> word.matches("(%R)?[~&].*"))
                        .map(word -> word.replaceAll("^(%R)?[~&]|\\*$", ""))
                        .toList();
        assertThat(named)
                .isNotEmpty()
                .allMatch(name -> reached.stream().anyMatch(name::startsWith));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "presence-service", "signaling-service"})
    void a_service_may_use_the_commands_of_redis_that_it_uses(String service) throws IOException {
        Set<String> used = new HashSet<>();
        try (Stream<Path> sources = Files.walk(Rendered.ROOT.resolve(service + "/src/main"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Pattern pattern = source.toString().endsWith(".lua") ? IN_LUA : IN_JAVA;
                if (source.toString().matches(".*\\.(lua|java)")) {
                    pattern.matcher(Files.readString(source))
                            .results()
                            .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                            .forEach(used::add);
                }
            }
        }
        String account =
                Files.readAllLines(STACK.resolve("redis-users.acl")).stream()
                        .filter(line -> line.startsWith("user " + service + " "))
                        .findFirst()
                        .orElseThrow();
        assertThat(List.of(account.split(" ")))
                .containsAll(used.stream().map(command -> "+" + command).toList())
                .doesNotContain("+@all", "~*", "&*", "allkeys", "allcommands", "nopass");
    }
}
