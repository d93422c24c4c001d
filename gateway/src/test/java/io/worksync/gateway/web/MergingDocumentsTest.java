package io.worksync.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class MergingDocumentsTest {

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode merged = json.createObjectNode();
    private final OpenApiMerge merge = new OpenApiMerge(merged);

    @Test
    void public_paths_of_all_are_there_and_others_are_not() throws JsonProcessingException {
        merge.add("chat", document("/api/chat/v1/a", "string"));
        merge.add("presence", document("/api/presence/v1/b", "string"));
        assertThat(merged.path("paths").properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactlyInAnyOrder("/api/chat/v1/a", "/api/presence/v1/b");
    }

    @Test
    void equal_schemas_are_one() throws JsonProcessingException {
        merge.add("chat", document("/api/chat/v1/a", "string"));
        merge.add("presence", document("/api/presence/v1/b", "string"));
        assertThat(merged.at("/components/schemas").size()).isEqualTo(1);
    }

    @Test
    void different_schemas_of_one_name_are_kept_apart() throws JsonProcessingException {
        merge.add("chat", document("/api/chat/v1/a", "string"));
        merge.add("presence", document("/api/presence/v1/b", "integer"));
        assertThat(merged.at("/components/schemas/Thing/type").asText()).isEqualTo("string");
        assertThat(merged.at("/components/schemas/PresenceThing/type").asText())
                .isEqualTo("integer");
        assertThat(merged.at("/paths/~1api~1presence~1v1~1b/schema/$ref").asText())
                .isEqualTo("#/components/schemas/PresenceThing");
    }

    private JsonNode document(String path, String type) throws JsonProcessingException {
        return json.readTree(
                """
                {"paths":{"%s":{"schema":{"$ref":"#/components/schemas/Thing"}},"/internal/x":{}},
                 "components":{"schemas":{"Thing":{"type":"%s"}}}}
                """
                        .formatted(path, type));
    }
}
