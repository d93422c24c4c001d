package io.worksync.system.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The logs of all processes, and what was added to them since a test began.
public final class Logs {

    private static final Pattern WARNING = Pattern.compile("\\b(WARN|ERROR|FATAL)\\b");

    private final Path folder;
    private final Map<Path, Long> marks = new ConcurrentHashMap<>();

    Logs(Path folder) {
        this.folder = folder;
    }

    public void mark() {
        marks.clear();
        marks.putAll(sizes());
    }

    /// The lines of a process since it was started.
    public List<String> of(String part, int instance) {
        return added(folder.resolve(part + "-" + instance + ".log"), 0);
    }

    /// How far each log had got at some moment.
    public record Mark(Map<Path, Long> sizes) {}

    public Mark now() {
        return new Mark(sizes());
    }

    /// How many warnings and errors were logged since, by processes that have not been started
    /// again since.
    public int warningsSince(Mark mark) {
        return (int) linesSince(mark).stream().filter(line -> WARNING.matcher(line).find()).count();
    }

    /// The lines that were added since to logs that were not begun anew.
    public List<String> linesSince(Mark mark) {
        List<String> lines = new ArrayList<>();
        sizes().forEach(
                        (log, size) -> {
                            long from = mark.sizes().getOrDefault(log, 0L);
                            if (from <= size) {
                                lines.addAll(added(log, from));
                            }
                        });
        return lines;
    }

    private static List<String> added(Path log, long from) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int begin = (int) Math.min(from, bytes.length);
            return new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last lines of what each process has written since the mark.
    public String sinceMark(int lines) {
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
