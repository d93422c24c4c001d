package io.worksync.stack.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipFile;

/// Unpacks the formats in which most of the programs come.
final class Archive {

    private Archive() {}

    /// Unpacks a zip without its top folder; scripts become executable.
    static void unpackZip(Path archive, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                Path file =
                        inside(target, entry.getName().substring(entry.getName().indexOf('/') + 1));
                copy(zip.getInputStream(entry), file, file.toString().endsWith(".sh"));
            }
        }
    }

    static void unpackFile(Path jar, String entry, Path file) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            copy(zip.getInputStream(zip.getEntry(entry)), file, true);
        }
    }

    private static void copy(InputStream content, Path file, boolean executable)
            throws IOException {
        try (content) {
            createParent(file);
            Files.copy(content, file);
            setExecutable(file, executable);
        }
    }

    static void setExecutable(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static Path inside(Path target, String name) throws IOException {
        Path file = target.resolve(name).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("archive entry outside its folder: " + name);
        }
        return file;
    }

    static void createParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }
}
