package io.worksync.stack.part;

import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A configuration file of this module with `{{name}}` where values go in.
record Template(String name) {

    private static final String FOLDER = "/io/worksync/stack/";

    /// Writes the file, readable by its owner only since passwords may be in it.
    void write(Path file, Map<String, String> values) {
        String text = text(values);
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StackFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    String text(Map<String, String> values) {
        String text = text();
        for (var value : values.entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return text;
    }

    private String text() {
        try (InputStream in = Template.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new StackFailure("not in the stack module: " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackFailure("cannot read " + name, e);
        }
    }
}
