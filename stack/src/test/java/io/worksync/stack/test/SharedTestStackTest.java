package io.worksync.stack.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What services find when they test against the shared stack.
class SharedTestStackTest {

    private static final StackTestResource RESOURCE = new StackTestResource();
    private static Map<String, String> configuration = Map.of();

    @BeforeAll
    static void start() {
        RESOURCE.init(Map.of("service", "chat-service"));
        configuration = RESOURCE.start();
    }

    private static JsonNode claims(String username) throws IOException {
        String payload = DemoTokens.of(username).split("\\.")[1];
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
    }

    @Test
    void a_service_can_use_its_database() throws SQLException {
        String url = "jdbc:postgresql://" + configuration.get("WORKSYNC_POSTGRES_ADDRESS");
        String role = configuration.get("WORKSYNC_POSTGRES_USERNAME");
        String password = configuration.get("WORKSYNC_POSTGRES_PASSWORD");
        try (var connection = DriverManager.getConnection(url + "/chat", role, password)) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void a_token_says_who_the_user_is() throws IOException {
        JsonNode rahim = claims("rahim");
        assertThat(rahim.path("sub").asText()).isEqualTo("0190f5a0-0000-7000-8000-000000000001");
        assertThat(rahim.path("preferred_username").asText()).isEqualTo("rahim");
        assertThat(rahim.path("name").asText()).isEqualTo("Rahim Uddin");
        assertThat(rahim.path("typ").asText()).isEqualTo("Bearer");
        assertThat(rahim.path("aud").toString()).contains("\"worksync\"");
        assertThat(rahim.path("iss").asText()).isEqualTo(configuration.get("WORKSYNC_OIDC_ISSUER"));
    }

    @Test
    void a_token_lives_five_minutes() throws IOException {
        JsonNode aisha = claims("aisha");
        assertThat(aisha.path("exp").asLong() - aisha.path("iat").asLong()).isEqualTo(300);
    }

    @Test
    void a_token_carries_the_role_of_its_user_only() throws IOException {
        assertThat(roles("mina")).contains("\"member\"").doesNotContain("\"guest\"", "\"admin\"");
        assertThat(roles("zoe")).contains("\"guest\"").doesNotContain("\"member\"", "\"admin\"");
        assertThat(roles("admin")).contains("\"admin\"").doesNotContain("\"guest\"");
    }

    private static String roles(String username) throws IOException {
        return claims(username).path("realm_access").path("roles").toString();
    }
}
