package io.worksync.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.worksync.stack.DemoUser;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RealmFileTest {

    private final JsonNode realm;

    RealmFileTest() throws IOException {
        realm = new ObjectMapper().readTree(new Template("worksync-realm.json").text());
    }

    private JsonNode client(String id) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(id)) {
                return client;
            }
        }
        throw new AssertionError("no client " + id);
    }

    @Test
    void names_no_client_scopes_since_that_would_remove_the_built_in_ones() {
        assertThat(realm.has("clientScopes")).isFalse();
    }

    @Test
    void lets_the_web_client_sign_in_with_a_code_and_proof_key_only() {
        JsonNode web = client("worksync-web");
        assertThat(web.path("standardFlowEnabled").asBoolean()).isTrue();
        assertThat(web.path("implicitFlowEnabled").asBoolean()).isFalse();
        assertThat(web.path("directAccessGrantsEnabled").asBoolean()).isFalse();
        assertThat(web.path("attributes").path("pkce.code.challenge.method").asText())
                .isEqualTo("S256");
    }

    @Test
    void sends_people_back_to_exact_addresses_only() {
        JsonNode web = client("worksync-web");
        assertThat(web.path("redirectUris")).hasSizeGreaterThan(1);
        for (JsonNode uri : web.path("redirectUris")) {
            assertThat(uri.asText()).matches("http://(localhost|127\\.0\\.0\\.1):\\d+/");
        }
        for (JsonNode origin : web.path("webOrigins")) {
            assertThat(origin.asText()).matches("http://(localhost|127\\.0\\.0\\.1):\\d+");
        }
    }

    @Test
    void ends_access_tokens_after_five_minutes() {
        assertThat(realm.path("accessTokenLifespan").asInt()).isEqualTo(300);
    }

    @Test
    void has_every_demo_user() {
        assertThat(realm.path("users").findValuesAsText("username"))
                .containsExactlyElementsOf(DemoUser.ALL.stream().map(DemoUser::username).toList());
    }
}
