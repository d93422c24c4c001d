package io.worksync.stack.test;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.part.Keycloak;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The test stack's realm as its administrator and its users change it: people of a test's own, who
/// sign in and out, are disabled and deleted without disturbing the demo users.
public final class TestRealm {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration USED_FOR = Duration.ofSeconds(30);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private final String keycloak;
    private final int gatewayPort;
    private final String adminPassword;
    private String adminToken = "";
    private long adminTokenNanos;

    /// A user whose password is the name.
    public record Person(String id, String name) {}

    /// One sign-in.
    public record Grant(String client, String accessToken, String refreshToken) {

        /// A claim of the access token, as text.
        public String claim(String name) {
            String payload =
                    new String(
                            Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]),
                            StandardCharsets.UTF_8);
            return field(payload, name);
        }

        /// What the provider calls the session.
        public String sid() {
            return claim("sid");
        }
    }

    private TestRealm(String keycloak, int gatewayPort, String adminPassword) {
        this.keycloak = keycloak;
        this.gatewayPort = gatewayPort;
        this.adminPassword = adminPassword;
    }

    public static TestRealm get() {
        Layout layout = StackTestResource.layout();
        Secrets secrets = Secrets.read(layout.secrets());
        String issuer = new Keycloak(layout, secrets).issuer();
        return new TestRealm(
                issuer.substring(0, issuer.indexOf("/realms/")),
                layout.port(8_080),
                secrets.get(Secrets.KEYCLOAK_ADMIN));
    }

    /// Where the realm's clients send logout tokens, at `/backchannel-logout`.
    public int gatewayPort() {
        return gatewayPort;
    }

    /// Somebody new, a member.
    public Person newPerson() {
        String name = "t" + UUID.randomUUID().toString().substring(0, 13);
        String body =
                """
                {"username":"%1$s","enabled":true,"email":"%1$s@worksync.example","emailVerified":true,
                 "firstName":"Test","lastName":"%1$s",
                 "credentials":[{"type":"password","value":"%1$s","temporary":false}]}
                """
                        .formatted(name);
        String location = admin("POST", "/users", body).headers().firstValue("Location").orElse("");
        return new Person(location.substring(location.lastIndexOf('/') + 1), name);
    }

    /// A public client that takes passwords, with these attributes and tokens for WorkSync; what is
    /// there already stays as it is.
    public void client(String id, Map<String, String> attributes) {
        String pairs =
                attributes.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"")
                        .collect(Collectors.joining(","));
        admin(
                "POST",
                "/clients",
                """
                {"clientId":"%s","publicClient":true,"directAccessGrantsEnabled":true,
                 "attributes":{%s},
                 "protocolMappers":[{"name":"audience","protocol":"openid-connect",
                   "protocolMapper":"oidc-audience-mapper",
                   "config":{"included.custom.audience":"worksync","access.token.claim":"true"}}]}
                """
                        .formatted(id, pairs));
    }

    public Grant signIn(String name) {
        return signIn(name, "worksync-cli");
    }

    public Grant signIn(String name, String client) {
        return grant(
                client,
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "scope", "openid",
                        "username", name,
                        "password", name));
    }

    public Grant refresh(Grant grant) {
        return grant(grant.client(), refreshForm(grant));
    }

    /// Whether the provider still gives tokens for it.
    public boolean refreshes(Grant grant) {
        return post(tokenEndpoint("worksync"), refreshForm(grant)).statusCode() == 200;
    }

    public void signOut(Grant grant) {
        post(
                keycloak + "/realms/worksync/protocol/openid-connect/logout",
                Map.of("client_id", grant.client(), "refresh_token", grant.refreshToken()));
    }

    public void enable(Person person, boolean enabled) {
        admin(
                "PUT",
                "/users/" + person.id(),
                """
                {"username":"%1$s","enabled":%2$s,"email":"%1$s@worksync.example","emailVerified":true,
                 "firstName":"Test","lastName":"%1$s"}
                """
                        .formatted(person.name(), enabled));
    }

    public void delete(Person person) {
        admin("DELETE", "/users/" + person.id(), "");
    }

    public void signOutEverywhere(Person person) {
        admin("POST", "/users/" + person.id() + "/logout", "");
    }

    public void endSession(Grant grant) {
        admin("DELETE", "/sessions/" + grant.sid(), "");
    }

    public void resetPassword(Person person) {
        admin(
                "PUT",
                "/users/" + person.id() + "/reset-password",
                "{\"type\":\"password\",\"value\":\"" + person.name() + "\",\"temporary\":false}");
    }

    public void giveRole(Person person, String role) {
        role("POST", person, role);
    }

    public void takeRole(Person person, String role) {
        role("DELETE", person, role);
    }

    private void role(String method, Person person, String role) {
        String known = admin("GET", "/roles/" + role, "").body();
        admin(method, "/users/" + person.id() + "/role-mappings/realm", "[" + known + "]");
    }

    private HttpResponse<String> admin(String method, String path, String body) {
        HttpResponse<String> answer =
                exchange(
                        method,
                        keycloak + "/admin/realms/worksync" + path,
                        "application/json",
                        adminToken(),
                        body);
        if (answer.statusCode() >= 300 && answer.statusCode() != 409) {
            throw new StackFailure(
                    method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /// It lives a minute; one is used for half of it.
    private String adminToken() {
        if (adminToken.isEmpty() || System.nanoTime() - adminTokenNanos > USED_FOR.toNanos()) {
            Map<String, String> form =
                    Map.of(
                            "grant_type", "password",
                            "client_id", "admin-cli",
                            "username", "admin",
                            "password", adminPassword);
            adminToken = field(post(tokenEndpoint("master"), form).body(), "access_token");
            adminTokenNanos = System.nanoTime();
        }
        return adminToken;
    }

    private Grant grant(String client, Map<String, String> form) {
        HttpResponse<String> answer = post(tokenEndpoint("worksync"), form);
        if (answer.statusCode() != 200) {
            throw new StackFailure("no token: " + answer.statusCode() + " " + answer.body());
        }
        return new Grant(
                client,
                field(answer.body(), "access_token"),
                field(answer.body(), "refresh_token"));
    }

    private static Map<String, String> refreshForm(Grant grant) {
        return Map.of(
                "grant_type", "refresh_token",
                "client_id", grant.client(),
                "refresh_token", grant.refreshToken());
    }

    private String tokenEndpoint(String realm) {
        return keycloak + "/realms/" + realm + "/protocol/openid-connect/token";
    }

    private static HttpResponse<String> post(String uri, Map<String, String> form) {
        return exchange("POST", uri, FORM, "", form(form));
    }

    private static HttpResponse<String> exchange(
            String method, String uri, String type, String token, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri))
                        .timeout(TIMEOUT)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackFailure("Keycloak does not answer: " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(
                        e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String field(String json, String name) {
        Matcher value = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
        if (!value.find()) {
            throw new StackFailure("no " + name + " in the answer");
        }
        return value.group(1);
    }
}
