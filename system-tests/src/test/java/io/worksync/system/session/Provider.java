package io.worksync.system.session;

import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.WorkSync;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Keycloak as people and its administrator use it, with a person of the test's own.
final class Provider {

    private final URI keycloak;
    private final Api admin;
    private final String name = "s" + UUID.randomUUID().toString().substring(0, 13);
    private final String id;

    /// One sign-in.
    record Grant(String accessToken, String refreshToken) {

        String sid() {
            byte[] claims = Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]);
            return Json.parse(new String(claims, StandardCharsets.UTF_8)).path("sid").asText();
        }
    }

    Provider(WorkSync worksync) {
        keycloak = worksync.keycloak();
        String password = worksync.secret("keycloak.admin.password");
        admin = new Api(keycloak, () -> adminToken(password));
        admin.post("/admin/realms/worksync/users", person(true)).expect(201);
        id =
                admin.get("/admin/realms/worksync/users?exact=true&username=" + name)
                        .expect(200)
                        .json()
                        .path(0)
                        .path("id")
                        .asText();
        String member = admin.get("/admin/realms/worksync/roles/member").expect(200).text();
        admin.call(
                        "POST",
                        "/admin/realms/worksync/users/" + id + "/role-mappings/realm",
                        "[" + member + "]")
                .expect(204);
    }

    Grant signIn() {
        Answer answer =
                form(
                                "worksync",
                                "token",
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", "worksync-cli",
                                        "scope", "openid",
                                        "username", name,
                                        "password", name))
                        .expect(200);
        return new Grant(
                answer.json().path("access_token").asText(),
                answer.json().path("refresh_token").asText());
    }

    boolean refreshes(Grant grant) {
        return form(
                                "worksync",
                                "token",
                                Map.of(
                                        "grant_type", "refresh_token",
                                        "client_id", "worksync-cli",
                                        "refresh_token", grant.refreshToken()))
                        .status()
                == 200;
    }

    void signOut(Grant grant) {
        form(
                        "worksync",
                        "logout",
                        Map.of("client_id", "worksync-cli", "refresh_token", grant.refreshToken()))
                .expect(204);
    }

    void disable() {
        admin.put("/admin/realms/worksync/users/" + id, person(false)).expect(204);
    }

    void signOutEverywhere() {
        admin.post("/admin/realms/worksync/users/" + id + "/logout", Map.of()).expect(204);
    }

    private Map<String, Object> person(boolean enabled) {
        return Map.of(
                "username",
                name,
                "enabled",
                enabled,
                "email",
                name + "@worksync.example",
                "emailVerified",
                true,
                "firstName",
                "Test",
                "lastName",
                name,
                "credentials",
                List.of(Map.of("type", "password", "value", name, "temporary", false)));
    }

    private String adminToken(String password) {
        return form(
                        "master",
                        "token",
                        Map.of(
                                "grant_type", "password",
                                "client_id", "admin-cli",
                                "username", "admin",
                                "password", password))
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private Answer form(String realm, String endpoint, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(
                                e ->
                                        e.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        String path = "/realms/" + realm + "/protocol/openid-connect/" + endpoint;
        return Api.send(
                HttpRequest.newBuilder(keycloak.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }
}
