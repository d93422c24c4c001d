package io.worksync.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.worksync.stack.DemoUser;
import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmFileTest {

    @TempDir private Path folder;

    private JsonNode realm = MissingNode.getInstance();

    @BeforeEach
    void read() throws IOException {
        Layout layout = new Layout(folder, folder.resolve("state"), 100);
        Secrets secrets = Secrets.ensure(layout.secrets(), Postgres.ROLES, ServiceKind.names());
        realm = new ObjectMapper().readTree(new RealmFile(layout, secrets).text());
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
            assertThat(uri.asText()).matches("http://(localhost|127\\.0\\.0\\.1):81[89]\\d/");
        }
        for (JsonNode origin : web.path("webOrigins")) {
            assertThat(origin.asText()).matches("http://(localhost|127\\.0\\.0\\.1):81[89]\\d");
        }
    }

    @Test
    void ends_access_tokens_after_five_minutes() {
        assertThat(realm.path("accessTokenLifespan").asInt()).isEqualTo(300);
    }

    @Test
    void tells_a_gateway_who_signed_out() {
        JsonNode attributes = client("worksync-web").path("attributes");
        assertThat(attributes.path("backchannel.logout.url").asText())
                .isEqualTo("http://localhost:8180/backchannel-logout");
        assertThat(attributes.path("backchannel.logout.session.required").asText())
                .isEqualTo("true");
    }

    @Test
    void lets_the_gateway_read_events_and_users_and_nothing_else() {
        JsonNode gateway = client("worksync-gateway");
        assertThat(gateway.path("publicClient").asBoolean()).isFalse();
        assertThat(gateway.path("secret").asText()).matches("[0-9a-f]{48}");
        assertThat(gateway.path("standardFlowEnabled").asBoolean()).isFalse();
        assertThat(gateway.path("directAccessGrantsEnabled").asBoolean()).isFalse();
        JsonNode account = realm.path("users").path(0);
        assertThat(account.path("serviceAccountClientId").asText()).isEqualTo("worksync-gateway");
        assertThat(account.path("clientRoles").toString())
                .isEqualTo("{\"realm-management\":[\"view-events\",\"view-users\"]}");
        assertThat(account.has("realmRoles")).isFalse();
    }

    @Test
    void keeps_events_for_a_day() {
        assertThat(realm.path("adminEventsEnabled").asBoolean()).isTrue();
        assertThat(realm.path("adminEventsDetailsEnabled").asBoolean()).isFalse();
        assertThat(realm.path("attributes").path("adminEventsExpiration").asText())
                .isEqualTo("86400");
        assertThat(realm.path("eventsEnabled").asBoolean()).isTrue();
        assertThat(realm.path("eventsExpiration").asInt()).isEqualTo(86_400);
    }

    @Test
    void has_every_demo_user() {
        assertThat(realm.path("users").findValuesAsText("username"))
                .filteredOn(name -> !name.startsWith("service-account-"))
                .containsExactlyElementsOf(DemoUser.ALL.stream().map(DemoUser::username).toList());
    }
}
