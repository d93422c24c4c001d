package io.worksync.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

    private static final Path PUBLISHED = Path.of("src/main/resources/asyncapi.json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// With `-Dasyncapi.update` the document is written anew instead.
    @Test
    void the_document_says_what_the_records_say() throws IOException {
        JsonNode now = new AsyncApiDocument().document();
        if (System.getProperty("asyncapi.update") != null) {
            Files.createDirectories(PUBLISHED.getParent());
            Files.writeString(
                    PUBLISHED,
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(now) + "\n");
        }
        assertThat(MAPPER.readTree(Files.readString(PUBLISHED)))
                .as("run the test with -Dasyncapi.update to write the document anew")
                .isEqualTo(MAPPER.readTree(now.toString()));
    }

    @Test
    void every_event_is_on_some_topic_and_no_topic_has_an_unknown_one() {
        List<String> known =
                Arrays.stream(AsyncApiDocument.eventTypes()).map(JsonSubTypes.Type::name).toList();
        assertThat(
                        AsyncApiDocument.TOPICS.values().stream()
                                .flatMap(List::stream)
                                .distinct()
                                .toList())
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void every_permitted_event_has_a_name_on_the_wire() {
        assertThat(
                        Arrays.stream(AsyncApiDocument.eventTypes())
                                .map(JsonSubTypes.Type::value)
                                .toList())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList(TopicEvent.class.getPermittedSubclasses()));
    }
}
