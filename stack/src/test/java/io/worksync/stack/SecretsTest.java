package io.worksync.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir private Path folder;

    @Test
    void are_readable_by_their_owner_only() throws IOException {
        Path file = folder.resolve("secrets.properties");
        Secrets.ensure(file, List.of("chat"), List.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void stay_the_same_and_differ_from_each_other() {
        Path file = folder.resolve("secrets.properties");
        Secrets first = Secrets.ensure(file, List.of("chat"), List.of());
        Secrets second = Secrets.ensure(file, List.of("chat", "presence"), List.of());
        assertThat(second.get(Secrets.role("chat"))).isEqualTo(first.get(Secrets.role("chat")));
        assertThat(second.get(Secrets.role("presence")))
                .isNotEqualTo(second.get(Secrets.role("chat")))
                .hasSizeGreaterThanOrEqualTo(32);
    }
}
