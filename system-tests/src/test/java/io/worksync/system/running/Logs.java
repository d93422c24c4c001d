package io.worksync.system.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The logs of all processes, and what was added to them since a test began.
public final class Logs {

    private final Path folder;
    private final Map<Path, Long> marks = new ConcurrentHashMap<>();

    Logs(Path folder) {
        this.folder = folder;
    }

    void mark() {
        marks.clear();
        marks.putAll(sizes());
    }

    /// The last lines of what each process has written since the mark.
    String sinceMark(int lines) {
        StringBuilder text = new StringBuilder();
        sizes().forEach((log, size) -> append(text, log, size, lines));
        return text.toString();
    }

    private void append(StringBuilder text, Path log, long size, int lines) {
        long mark = marks.getOrDefault(log, 0L);
        // a process that was started again has a new log
        long from = mark <= size ? mark : 0;
        try {
            byte[] bytes = Files.readAllBytes(log);
            int begin = (int) Math.min(from, bytes.length);
            List<String> added =
                    new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8)
                            .lines()
                            .toList();
            if (!added.isEmpty()) {
                text.append("--- ").append(log.getFileName()).append('\n');
                added.subList(Math.max(0, added.size() - lines), added.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
        } catch (IOException e) {
            text.append(e).append('\n');
        }
    }

    private Map<Path, Long> sizes() {
        try (Stream<Path> logs = Files.list(folder)) {
            Map<Path, Long> sizes = new TreeMap<>();
            for (Path log : logs.filter(log -> log.toString().endsWith(".log")).toList()) {
                sizes.put(log, Files.size(log));
            }
            return sizes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
