package io.worksync.stack.install;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks the format in which PostgreSQL comes. Apart from [Archive], since its libraries are not
/// on the class path of tests that need another program only.
final class TarXz {

    private TarXz() {}

    /// Unpacks a `.txz` that lies in a jar, with links and permissions.
    static void unpack(Path jar, String entry, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream packed = zip.getInputStream(zip.getEntry(entry));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(
                                new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry file = tar.getNextEntry();
                    file != null;
                    file = tar.getNextEntry()) {
                extract(tar, file, Archive.inside(target, file.getName()));
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Archive.createParent(file);
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            throw new IOException("hard link in archive: " + entry.getName());
        } else {
            Archive.createParent(file);
            Files.copy(tar, file);
            Archive.setExecutable(file, (entry.getMode() & 0100) != 0);
        }
    }
}
