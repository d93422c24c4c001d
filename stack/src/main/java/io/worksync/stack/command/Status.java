package io.worksync.stack.command;

import io.worksync.stack.part.Part;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.ProcessInfo;
import io.worksync.stack.process.ProcessState;
import io.worksync.stack.process.ProcessTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What each process of a stack is doing.
record Status(List<Line> lines) {

    private static final long MEGABYTE = 1024 * 1024;

    /// @param pid 0 when it does not run
    /// @param ready whether it serves
    record Line(
            PartId id, long pid, int port, ProcessState state, boolean ready, long residentBytes) {

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"name\":\"%s\",\"instance\":%d,\"pid\":%s,\"port\":%d,\"state\":\"%s\",\"ready\":%s,\"rss\":%d}",
                    id.name(),
                    id.instance(),
                    pid == 0 ? "null" : Long.toString(pid),
                    port,
                    word(),
                    ready,
                    residentBytes);
        }

        String text() {
            String shown = state == ProcessState.RUNNING && !ready ? "running, not ready" : word();
            String processId = pid == 0 ? "-" : Long.toString(pid);
            return String.format(
                    Locale.ROOT,
                    "%-22s %-9d %-9s %-7d %-20s %5d MB",
                    id.name(),
                    id.instance(),
                    processId,
                    port,
                    shown,
                    residentBytes / MEGABYTE);
        }

        private String word() {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }

    static Status of(List<Part> parts, ProcessTable processes) {
        return new Status(parts.parallelStream().map(part -> line(part, processes)).toList());
    }

    String json() {
        return lines.stream().map(Line::json).collect(Collectors.joining(",\n ", "[", "]"));
    }

    String text() {
        String header =
                String.format(
                        Locale.ROOT,
                        "%-22s %-9s %-9s %-7s %-20s %8s",
                        "NAME",
                        "INSTANCE",
                        "PID",
                        "PORT",
                        "STATE",
                        "RSS");
        long total = lines.stream().mapToLong(Line::residentBytes).sum();
        return header
                + "\n"
                + lines.stream().map(Line::text).collect(Collectors.joining("\n"))
                + String.format(Locale.ROOT, "%n%-70s %5d MB", "total", total / MEGABYTE);
    }

    private static Line line(Part part, ProcessTable processes) {
        long pid = processes.pid(part.id()).orElse(0L);
        boolean ready = pid != 0 && part.isReady(pid);
        return new Line(
                part.id(),
                pid,
                part.port(),
                processes.state(part.id()),
                ready,
                pid == 0 ? 0 : ProcessInfo.residentBytes(pid));
    }
}
