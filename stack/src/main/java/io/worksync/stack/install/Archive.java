package io.worksync.stack.install;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks the formats in which the programs come.
final class Archive {

    private Archive() {}

    /// Unpacks a `.txz` that lies in a jar, with links and permissions.
    static void unpackTarXz(Path jar, String entry, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream packed = zip.getInputStream(zip.getEntry(entry));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(
                                new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry file = tar.getNextEntry();
                    file != null;
                    file = tar.getNextEntry()) {
                extract(tar, file, inside(target, file.getName()));
            }
        }
    }

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

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            createParent(file);
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            throw new IOException("hard link in archive: " + entry.getName());
        } else {
            createParent(file);
            Files.copy(tar, file);
            setExecutable(file, (entry.getMode() & 0100) != 0);
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

    private static void setExecutable(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Path inside(Path target, String name) throws IOException {
        Path file = target.resolve(name).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("archive entry outside its folder: " + name);
        }
        return file;
    }

    private static void createParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }
}
