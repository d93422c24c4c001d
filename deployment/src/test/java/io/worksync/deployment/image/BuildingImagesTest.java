package io.worksync.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The image of a real service, without a base, as none is at hand everywhere.
@TestInstance(Lifecycle.PER_CLASS)
class BuildingImagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(System.getProperty("worksync.root", ".."));
    private static final String REFERENCE = "registry.example.com/presence-service:1";

    private Path folder;
    private Path layout;

    @BeforeAll
    void build(@TempDir Path shared) throws Exception {
        folder = shared;
        layout = build("first");
    }

    @Test
    void it_is_there_for_two_architectures() throws IOException {
        JsonNode index = JSON.readTree(layout.resolve("index.json").toFile());
        JsonNode image = index.path("manifests").path(0);
        assertThat(image.path("annotations").path("org.opencontainers.image.ref.name").asText())
                .isEqualTo(REFERENCE);
        assertThat(blob(image).path("manifests").findValuesAsText("architecture"))
                .containsExactly("amd64", "arm64");
        for (JsonNode manifest : blob(image).path("manifests")) {
            assertThat(config(manifest).path("architecture").asText())
                    .isEqualTo(manifest.path("platform").path("architecture").asText());
        }
    }

    @Test
    void it_runs_as_nobody_in_particular_and_has_its_layers() throws IOException {
        JsonNode manifest = firstManifest();
        JsonNode config = config(manifest);
        assertThat(config.path("config").path("User").asText()).isEqualTo("10001:10001");
        assertThat(config.path("created").asText()).startsWith("1970-01-01");
        assertThat(config.path("config").path("Entrypoint").toString())
                .contains("/app/quarkus-run.jar");
        assertThat(blob(manifest).path("layers")).hasSize(4);
        List<String> application = names(blob(manifest).path("layers").path(3));
        assertThat(application).contains("app/quarkus-run.jar");
        assertThat(names(blob(manifest).path("layers").path(2)))
                .anyMatch(name -> name.contains("io.worksync.contracts"));
    }

    @Test
    void building_it_again_gives_the_same_bytes() throws Exception {
        Path again = build("second");
        assertThat(again.resolve("index.json"))
                .hasSameBinaryContentAs(layout.resolve("index.json"));
    }

    @Test
    void a_library_that_the_bill_of_materials_does_not_name_is_noticed() throws IOException {
        Contents contents = Contents.ofService(ROOT, "presence-service");
        JsonNode bom =
                JSON.readTree(
                        """
                        {"components": [{"group": "io.quarkus", "name": "quarkus-core",
                         "version": "3.33.2"}]}
                        """);
        assertThat(Sbom.unnamed(bom, contents))
                .extracting(jar -> jar.getFileName().toString())
                .anyMatch(jar -> jar.startsWith("io.netty.netty-common"))
                .noneMatch(jar -> jar.startsWith("io.quarkus.quarkus-core-3"));
    }

    @Test
    void the_bill_of_materials_names_what_is_there_and_the_image() throws IOException {
        Path module = Files.createDirectories(folder.resolve("module/target")).getParent();
        Files.writeString(
                module.resolve("target/bom.json"),
                """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {}, "components": []}
                """);
        Contents service = Contents.ofService(ROOT, "presence-service");
        Map<String, Path> quarkus = new TreeMap<>(service.layers().getFirst().files());
        quarkus.keySet().removeIf(target -> !target.contains("io.quarkus.quarkus-core-3"));
        Contents contents =
                new Contents("one", List.of(new Layer("libraries", quarkus)), List.of("java"));
        Path to = folder.resolve("sbom/one.cdx.json");
        Sbom.write(module, contents, REFERENCE, "sha256:1", to);
        JsonNode bom = JSON.readTree(to.toFile());
        assertThat(bom.at("/metadata/component/name").asText()).isEqualTo(REFERENCE);
        assertThat(bom.at("/components/0/purl").asText())
                .startsWith("pkg:maven/io.quarkus/quarkus-core@3");
        assertThat(Sbom.unnamed(bom, contents)).isEmpty();
    }

    @Test
    void a_service_that_was_not_built_is_named() {
        assertThatThrownBy(() -> Contents.ofService(folder, "gateway"))
                .hasMessageContaining("gateway is not built");
    }

    private Path build(String name) throws Exception {
        Path work = Files.createDirectories(folder.resolve(name + "-work"));
        Path out = Files.createDirectories(folder.resolve(name));
        OciLayout layout = new OciLayout(out);
        new BuildImage(new Base.Nothing(), work)
                .into(layout, Contents.ofService(ROOT, "presence-service"), REFERENCE);
        layout.close();
        return out;
    }

    private JsonNode firstManifest() throws IOException {
        JsonNode index = JSON.readTree(layout.resolve("index.json").toFile());
        return blob(index.path("manifests").path(0)).path("manifests").path(0);
    }

    private JsonNode config(JsonNode manifest) throws IOException {
        return blob(blob(manifest).path("config"));
    }

    private JsonNode blob(JsonNode descriptor) throws IOException {
        return JSON.readTree(file(descriptor).toFile());
    }

    private Path file(JsonNode descriptor) {
        String digest = descriptor.path("digest").asText();
        return layout.resolve("blobs/sha256").resolve(digest.substring("sha256:".length()));
    }

    private List<String> names(JsonNode layer) throws IOException {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(file(layer))))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.getLongUserId()).isZero();
                assertThat(entry.getMode() & 0002).as(entry.getName()).isZero();
            }
        }
        return names;
    }
}
