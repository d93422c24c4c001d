package io.worksync.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The realm of a trial cluster: that of `./worksync up` without its demo people and its client
/// that takes passwords, and with one for `helm test`. Secrets are Keycloak's `${…}`, which it
/// takes from its environment.
final class TrialRealm {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String PAGE = "http://localhost:8080";
    private static final List<String> ONLY_ON_ONE_MACHINE = List.of("worksync-cli");

    private TrialRealm() {}

    static String of(Path root) throws IOException {
        String template =
                Files.readString(
                        root.resolve(
                                "stack/src/main/resources/io/worksync/stack/worksync-realm.json"));
        String text =
                template.replace("{{page}}", PAGE + "/")
                        .replace("{{pages}}", PAGE + "/")
                        .replace("{{pagesAfterLogout}}", PAGE + "/")
                        .replace("{{origins}}", PAGE)
                        .replace("{{logoutUrl}}", "http://worksync-gateway:8080/backchannel-logout")
                        .replace("{{gatewaySecret}}", "${GATEWAY_CLIENT_SECRET}");
        ObjectNode realm = (ObjectNode) JSON.readTree(text);
        ArrayNode clients = realm.withArray("clients");
        removeIf(clients, "clientId", ONLY_ON_ONE_MACHINE);
        ArrayNode users = realm.withArray("users");
        for (int i = users.size() - 1; i >= 0; i--) {
            if (users.get(i).has("credentials")) {
                users.remove(i);
            }
        }
        clients.add(check(clients));
        users.add(
                JSON.createObjectNode()
                        .put("username", "service-account-worksync-check")
                        .put("enabled", true)
                        .put("serviceAccountClientId", "worksync-check")
                        .set("realmRoles", JSON.createArrayNode().add("member")));
        return JSON.writeValueAsString(realm) + "\n";
    }

    /// Like the gateway's own, but a member like others: with the audience that services ask for.
    private static JsonNode check(ArrayNode clients) {
        ObjectNode check = find(clients, "worksync-gateway").deepCopy();
        check.put("clientId", "worksync-check")
                .put("name", "WorkSync check")
                .put("description", "Writes a message in `helm test`.")
                .put("secret", "${CHECK_CLIENT_SECRET}")
                .set("protocolMappers", find(clients, "worksync-web").path("protocolMappers"));
        return check;
    }

    private static ObjectNode find(ArrayNode clients, String id) {
        for (JsonNode client : clients) {
            if (client.path("clientId").asText().equals(id)) {
                return (ObjectNode) client;
            }
        }
        throw new IllegalStateException("no client " + id + " in the realm");
    }

    private static void removeIf(ArrayNode array, String field, List<String> values) {
        for (int i = array.size() - 1; i >= 0; i--) {
            if (values.contains(array.get(i).path(field).asText())) {
                array.remove(i);
            }
        }
    }
}
