package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The realm `worksync` as this stack imports it: with the exact addresses of its own gateways.
final class RealmFile {

    static final String NAME = "worksync-realm.json";

    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");
    private static final String NEXT = "\",\n        \"";

    private final Layout layout;
    private final Secrets secrets;

    RealmFile(Layout layout, Secrets secrets) {
        this.layout = layout;
        this.secrets = secrets;
    }

    void write(Path file) {
        template().write(file, values());
    }

    String text() {
        return template().text(values());
    }

    private static Template template() {
        return new Template(NAME);
    }

    private Map<String, String> values() {
        String first = "http://localhost:" + layout.port(ServiceKind.GATEWAY.port(1));
        return Map.of(
                "page",
                first + "/",
                "pages",
                origins().map(origin -> origin + "/").collect(Collectors.joining(NEXT)),
                "origins",
                origins().collect(Collectors.joining(NEXT)),
                "pagesAfterLogout",
                origins().map(origin -> origin + "/").collect(Collectors.joining("##")),
                "logoutUrl",
                first + "/backchannel-logout",
                "gatewaySecret",
                secrets.get(Secrets.KEYCLOAK_GATEWAY));
    }

    /// Of every gateway that there may be, so that more of them need no other realm.
    private Stream<String> origins() {
        return IntStream.rangeClosed(1, Replicas.MAX)
                .map(instance -> layout.port(ServiceKind.GATEWAY.port(instance)))
                .boxed()
                .flatMap(port -> HOSTS.stream().map(host -> "http://" + host + ":" + port));
    }
}
