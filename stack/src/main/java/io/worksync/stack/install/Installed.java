package io.worksync.stack.install;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs that the machine's own packages bring.
public final class Installed {

    private Installed() {}

    /// Looks on the path, in `/usr/bin`, which daemons may lack, and in `folders`.
    public static Optional<Path> program(String name, String... folders) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(
                        Stream.of(path.split(File.pathSeparator)),
                        Stream.of("/usr/bin"),
                        Stream.of(folders))
                .flatMap(all -> all)
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
