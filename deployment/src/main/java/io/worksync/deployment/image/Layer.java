package io.worksync.deployment.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Files that change together, by where they stand in the image.
///
/// Neither times nor owners of the machine that builds get into it, so the same files give the same
/// layer.
record Layer(String name, Map<String, Path> files) {

    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");

    /// A folder with all that is below it.
    static Layer of(String name, Path folder, String target) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.put(target + "/" + folder.relativize(file), file));
        }
        return new Layer(name, files);
    }

    FileEntriesLayer entries() throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (var file : new TreeMap<>(files).entrySet()) {
            layer.addEntry(
                    file.getValue(),
                    AbsoluteUnixPath.get(file.getKey()),
                    Files.isExecutable(file.getValue()) ? EXECUTABLE : READABLE);
        }
        return layer.build();
    }
}
