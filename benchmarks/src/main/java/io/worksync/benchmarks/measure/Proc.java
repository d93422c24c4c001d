package io.worksync.benchmarks.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Linux knows of a process; of one that is gone, nothing.
public record Proc(long pid) {

    /// Linux counts in hundredths of a second, whatever its own tick is (`USER_HZ`).
    private static final long MICROS_PER_TICK = 10_000;

    private static final int FIRST_TIME_FIELD = 11;
    private static final int TIME_FIELDS = 4;
    private static final long KIBIBYTE = 1_024;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /// How PostgreSQL names a process that serves a connection: user, database, address.
    private static final Pattern BACKEND =
            Pattern.compile("postgres: \\S+ (\\S+) \\S+\\(\\d+\\).*");

    /// User and system time of the process and of its children that have ended.
    public long micros() {
        return read("stat").map(Proc::micros).orElse(0L);
    }

    /// What the threads of a JVM that compile have used; of another process nothing.
    public long compilerMicros() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(folder().resolve("task"))) {
            long micros = 0;
            for (Path task : tasks) {
                if (read(task.resolve("comm")).filter(Proc::compiles).isPresent()) {
                    micros += read(task.resolve("stat")).map(Proc::micros).orElse(0L);
                }
            }
            return micros;
        } catch (IOException gone) {
            return 0;
        }
    }

    public long residentBytes() {
        return read("status").map(Proc::residentBytes).orElse(0L);
    }

    /// The program and its arguments, with spaces between.
    public String commandLine() {
        return read("cmdline").map(line -> line.replace('\0', ' ')).orElse("");
    }

    /// Of a PostgreSQL process, the database that it serves, if any.
    Optional<String> database() {
        return read("cmdline").flatMap(Proc::database);
    }

    static long micros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int i = 0; i < TIME_FIELDS; i++) {
            ticks += Long.parseLong(fields[FIRST_TIME_FIELD + i]);
        }
        return ticks * MICROS_PER_TICK;
    }

    static long residentBytes(String status) {
        Matcher resident = RESIDENT.matcher(status);
        return resident.find() ? Long.parseLong(resident.group(1)) * KIBIBYTE : 0;
    }

    static Optional<String> database(String commandLine) {
        Matcher backend = BACKEND.matcher(commandLine.replace('\0', ' '));
        return backend.matches() ? Optional.of(backend.group(1)) : Optional.empty();
    }

    /// HotSpot's names: `C1 CompilerThre` and `C2 CompilerThre`, cut to fifteen characters.
    private static boolean compiles(String thread) {
        return thread.contains("CompilerThre");
    }

    private Path folder() {
        return Path.of("/proc", Long.toString(pid));
    }

    private Optional<String> read(String file) {
        return read(folder().resolve(file));
    }

    private static Optional<String> read(Path path) {
        try {
            return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
