package io.worksync.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {

    @TempDir private Path folder;

    private Map<String, String> environment(ServiceKind kind, int instance) {
        return environment(kind, instance, Replicas.of(2));
    }

    private Map<String, String> environment(ServiceKind kind, int instance, Replicas replicas) {
        Layout layout = new Layout(folder, folder.resolve("state"), 0);
        Secrets secrets = Secrets.ensure(layout.secrets(), Postgres.ROLES, ServiceKind.names());
        return new ServiceEnvironment(layout, secrets, replicas).of(kind, instance);
    }

    @Test
    void the_second_gateway_knows_every_instance_of_the_services() {
        assertThat(environment(ServiceKind.GATEWAY, 2))
                .containsEntry("WORKSYNC_INSTANCE", "gateway-2")
                .containsEntry("WORKSYNC_HTTP_PORT", "8081")
                .containsEntry("WORKSYNC_MANAGEMENT_PORT", "9081")
                .containsEntry("WORKSYNC_PUBLIC_URL", "http://localhost:8081")
                .containsEntry("WORKSYNC_CHAT_URLS", "http://127.0.0.1:8210,http://127.0.0.1:8211");
    }

    @Test
    void there_may_be_more_gateways_than_services() {
        Map<String, String> gateway =
                environment(ServiceKind.GATEWAY, 2, Replicas.parse(new Replicas(1, 2).toString()));
        assertThat(gateway).containsEntry("WORKSYNC_CHAT_URLS", "http://127.0.0.1:8210");
        assertThat(gateway.get("WORKSYNC_ALLOWED_ORIGINS")).contains("http://localhost:8081");
    }

    @Test
    void a_page_of_each_gateway_is_an_allowed_origin() {
        assertThat(environment(ServiceKind.GATEWAY, 1).get("WORKSYNC_ALLOWED_ORIGINS").split(","))
                .contains("http://localhost:8080", "http://localhost:8081")
                .noneMatch(origin -> origin.contains("*"));
    }

    @Test
    void a_service_gets_its_own_role_and_no_other_secret_of_the_database() {
        Map<String, String> chat = environment(ServiceKind.CHAT, 1);
        assertThat(chat).containsEntry("WORKSYNC_POSTGRES_USERNAME", "chat");
        assertThat(chat).doesNotContainKey("WORKSYNC_TURN_SECRET");
        assertThat(environment(ServiceKind.GATEWAY, 1))
                .doesNotContainKeys("WORKSYNC_POSTGRES_PASSWORD", "WORKSYNC_TURN_SECRET");
    }

    @Test
    void a_proxy_stands_between_one_instance_and_what_it_depends_on() {
        Layout layout = new Layout(folder, folder.resolve("state"), 0);
        Secrets secrets = Secrets.ensure(layout.secrets(), Postgres.ROLES, ServiceKind.names());
        Detours detours =
                Detours.of(
                        Map.of(
                                "WORKSYNC_DETOURS",
                                "chat-service-1:redis=17002,chat-service-2:postgres=17005"));
        ServiceEnvironment environment =
                new ServiceEnvironment(layout, secrets, Replicas.of(2), detours);
        Map<String, String> first = environment.of(ServiceKind.CHAT, 1);
        Map<String, String> second = environment.of(ServiceKind.CHAT, 2);
        assertThat(first.get("WORKSYNC_REDIS_URL")).endsWith("@127.0.0.1:17002");
        assertThat(second.get("WORKSYNC_REDIS_URL")).endsWith("@127.0.0.1:16379");
        assertThat(first).containsEntry("WORKSYNC_POSTGRES_ADDRESS", "127.0.0.1:15432");
        assertThat(second).containsEntry("WORKSYNC_POSTGRES_ADDRESS", "127.0.0.1:17005");
    }
}
