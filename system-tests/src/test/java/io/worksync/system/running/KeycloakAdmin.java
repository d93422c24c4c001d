package io.worksync.system.running;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Keycloak as its administrator uses it: genuine tokens that are still not for us.
public final class KeycloakAdmin {

    private final URI keycloak;
    private final String password;

    public KeycloakAdmin(WorkSync worksync) {
        this.keycloak = worksync.keycloak();
        this.password = worksync.secret("keycloak.admin.password");
    }

    /// A genuine token of another realm of the same Keycloak.
    public String tokenOfAnotherRealm() {
        Map<String, String> form =
                Map.of(
                        "grant_type", "password",
                        "client_id", "admin-cli",
                        "username", "admin",
                        "password", password);
        return token("master", form, "access_token");
    }

    /// A genuine token of our realm for another application.
    public String tokenForAnotherAudience(String user) {
        createClient("elsewhere", "300", List.of());
        return userToken("elsewhere", user, "access_token");
    }

    /// A genuine token for us that ends after so many seconds.
    public String shortLivedToken(String user, int seconds) {
        Map<String, Object> audience =
                Map.of(
                        "name", "audience",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config",
                                Map.of(
                                        "included.custom.audience", "worksync",
                                        "access.token.claim", "true"));
        String client = "lives-" + seconds;
        createClient(client, Integer.toString(seconds), List.of(audience));
        return userToken(client, user, "access_token");
    }

    /// Genuine, of our client, and no access token.
    public String idToken(String user) {
        return userToken("worksync-cli", user, "id_token");
    }

    public String refreshToken(String user) {
        return userToken("worksync-cli", user, "refresh_token");
    }

    private void createClient(String id, String seconds, List<Map<String, Object>> mappers) {
        Map<String, Object> client =
                Map.of(
                        "clientId",
                        id,
                        "publicClient",
                        true,
                        "directAccessGrantsEnabled",
                        true,
                        "attributes",
                        Map.of("access.token.lifespan", seconds),
                        "protocolMappers",
                        mappers);
        Answer created =
                new Api(keycloak, this::tokenOfAnotherRealm)
                        .post("/admin/realms/worksync/clients", client);
        if (created.status() != 201 && created.status() != 409) {
            throw new AssertionError("client not created: " + created);
        }
    }

    private String userToken(String client, String user, String kind) {
        Map<String, String> form =
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "scope", "openid",
                        "username", user,
                        "password", user);
        return token("worksync", form, kind);
    }

    private String token(String realm, Map<String, String> form, String kind) {
        String body =
                form.entrySet().stream()
                        .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest request =
                HttpRequest.newBuilder(
                                keycloak.resolve(
                                        "/realms/" + realm + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return Json.parse(Api.send(request).expect(200).text()).path(kind).asText();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
