package io.worksync.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.worksync.benchmarks.measure.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What a benchmark found: printed as it comes, and written to `benchmarks/results` as a document
/// and as JSON lines.
public final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final StringBuilder document = new StringBuilder();
    private final List<String> lines = new ArrayList<>();

    public Results(String name, String title) {
        this.name = name;
        add("# " + title + "\n\n" + Machine.describe());
    }

    /// What goes on, for who watches; it is not kept.
    public static void say(String line) {
        System.out.println(line);
    }

    public void add(String markdown) {
        System.out.println(markdown);
        document.append(markdown).append('\n');
    }

    /// Keeps figures as they are.
    public void raw(Object figures) {
        try {
            lines.add(JSON.writeValueAsString(figures));
        } catch (JsonProcessingException e) {
            throw new BenchFailure("not writable as JSON: " + figures, e);
        }
    }

    /// @return the document
    public Path write(Path root) {
        String stem = LocalDate.now(ZoneOffset.UTC) + "-" + name;
        try {
            Path folder = Files.createDirectories(root.resolve("benchmarks/results"));
            Files.write(folder.resolve(stem + ".jsonl"), lines);
            return Files.writeString(folder.resolve(stem + ".md"), document);
        } catch (IOException e) {
            throw new BenchFailure("cannot write the results", e);
        }
    }
}
