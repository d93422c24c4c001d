package io.worksync.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One value makes a Redis Cluster of the one Redis, for every service.
class RedisClusterTest {

    private static final String TYPE = "WORKSYNC_REDIS_TYPE";

    @Test
    void every_service_is_told_that_it_is_one() {
        List<Manifest> manifests = Rendered.with(Map.of("redis.cluster", "true"));
        assertThat(Rendered.SERVICES)
                .allSatisfy(
                        service ->
                                assertThat(settings(manifests, service).path(TYPE).asText())
                                        .isEqualTo("cluster"));
    }

    @Test
    void where_there_is_none_nothing_is_said() {
        List<Manifest> manifests = Rendered.with(Map.of());
        assertThat(Rendered.SERVICES)
                .allSatisfy(
                        service -> assertThat(settings(manifests, service).has(TYPE)).isFalse());
    }

    @Test
    void the_setting_is_one_that_services_read() throws IOException {
        assertThat(
                        Files.readString(
                                Rendered.ROOT.resolve(
                                        "realtime/src/main/resources/META-INF/microprofile-config.properties")))
                .contains("quarkus.redis.client-type=${" + TYPE + ":standalone}");
    }

    private static JsonNode settings(List<Manifest> manifests, String service) {
        return Rendered.find(manifests, "ConfigMap", "worksync-" + service).content().path("data");
    }
}
