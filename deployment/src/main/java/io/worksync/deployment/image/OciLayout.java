package io.worksync.deployment.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A folder with images as the OCI image layout 1.0 describes it. Layers that several have in
/// common are there once.
final class OciLayout {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String NAME = "org.opencontainers.image.ref.name";

    private final Path folder;
    private final ArrayNode images = JSON.createArrayNode();

    /// @param folder new and empty
    OciLayout(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("blobs/sha256"));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}\n");
    }

    /// Takes over the one image of an OCI archive, for one architecture.
    ///
    /// @return its descriptor
    ObjectNode take(Path archive, String architecture) throws IOException {
        JsonNode index = JSON.createObjectNode();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (entry.getName().startsWith("blobs/sha256/") && !entry.isDirectory()) {
                    Path blob = folder.resolve("blobs/sha256").resolve(fileName(entry));
                    Files.copy(tar, blob, StandardCopyOption.REPLACE_EXISTING);
                } else if (entry.getName().equals("index.json")) {
                    index = JSON.readTree(tar.readAllBytes());
                }
            }
        }
        ObjectNode descriptor = JSON.createObjectNode();
        JsonNode manifest = index.path("manifests").path(0);
        for (String field : List.of("mediaType", "digest", "size")) {
            descriptor.set(field, manifest.path(field));
        }
        descriptor.putObject("platform").put("architecture", architecture).put("os", "linux");
        return descriptor;
    }

    /// Adds an image for all architectures under its name.
    ///
    /// @return its digest
    String add(String reference, List<ObjectNode> descriptors) throws IOException {
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
        descriptors.forEach(index.putArray("manifests")::add);
        byte[] bytes = JSON.writeValueAsBytes(index);
        String hash = sha256(bytes);
        Files.write(folder.resolve("blobs/sha256").resolve(hash), bytes);
        ObjectNode entry =
                images.addObject()
                        .put("mediaType", INDEX)
                        .put("digest", "sha256:" + hash)
                        .put("size", bytes.length);
        entry.putObject("annotations").put(NAME, reference);
        return "sha256:" + hash;
    }

    /// Writes the list of images; nothing is added afterwards.
    void close() throws IOException {
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
        index.set("manifests", images);
        Files.write(
                folder.resolve("index.json"),
                JSON.writeValueAsString(index).getBytes(StandardCharsets.UTF_8));
    }

    private static String fileName(TarArchiveEntry entry) {
        String name = entry.getName();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
