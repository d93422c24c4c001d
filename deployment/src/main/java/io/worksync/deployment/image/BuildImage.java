package io.worksync.deployment.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Builds one image for every architecture of its base. The same contents on the same base give the
/// same bytes, whenever and wherever that is.
final class BuildImage {

    private static final String USER = "10001:10001";

    private final Base base;
    private final Path work;

    /// @param work for caches
    BuildImage(Base base, Path work) {
        this.base = base;
        this.work = work;
    }

    /// @return the digest
    String into(OciLayout layout, Contents contents, String reference) throws Exception {
        List<ObjectNode> descriptors = new ArrayList<>();
        for (String architecture : base.architectures()) {
            Path archive = Files.createTempFile(work, contents.name(), ".tar");
            try {
                container(contents, architecture).containerize(to(archive, reference));
                descriptors.add(layout.take(archive, architecture));
            } finally {
                Files.deleteIfExists(archive);
            }
        }
        return layout.add(reference, descriptors);
    }

    private Containerizer to(Path archive, String reference) throws Exception {
        return Containerizer.to(TarImage.at(archive).named(reference))
                .setBaseImageLayersCache(work.resolve("base"))
                .setApplicationLayersCache(work.resolve("layers"))
                .setOfflineMode(!(base instanceof Base.Registry))
                .setToolName("worksync");
    }

    private JibContainerBuilder container(Contents contents, String architecture) throws Exception {
        List<FileEntriesLayer> layers = new ArrayList<>();
        if (base instanceof Base.Local local) {
            layers.addAll(entries(local.layers()));
        }
        layers.addAll(entries(contents.layers()));
        JibContainerBuilder container =
                (switch (base) {
                            case Base.Registry registry -> Jib.from(registry.reference());
                            case Base.Local _, Base.Nothing _ -> Jib.fromScratch();
                        })
                        .setFormat(ImageFormat.OCI)
                        .setPlatforms(Set.of(new Platform(architecture, "linux")))
                        .setCreationTime(Instant.EPOCH)
                        .setUser(USER)
                        .setWorkingDirectory(AbsoluteUnixPath.get("/app"))
                        .setEntrypoint(contents.entrypoint())
                        .setFileEntriesLayers(layers);
        if (base instanceof Base.Local) {
            container.addEnvironmentVariable("PATH", "/opt/java/bin");
        }
        return container;
    }

    private static List<FileEntriesLayer> entries(List<Layer> layers) throws IOException {
        List<FileEntriesLayer> entries = new ArrayList<>();
        for (Layer layer : layers) {
            entries.add(layer.entries());
        }
        return entries;
    }
}
