package io.worksync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The table of a benchmark, for the terminal and for `benchmarks/results`.
record Report(String name, int people, int perRoom, List<Row> rows) {

    /// One configuration.
    record Row(
            String gateways,
            int connections,
            double rate,
            Phase.Result result,
            Cpu cpu,
            @Nullable Step highest) {}

    /// A step of the ramp that was sustained.
    record Step(double rate, double p99) {}

    Path write(Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("benchmarks/results"));
        Path file = folder.resolve(LocalDate.now(ZoneOffset.UTC) + "-" + name + ".md");
        return Files.writeString(file, markdown());
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "# Chat: %,d sockets in %d channels of %d%n%n",
                        people,
                        people / perRoom,
                        perRoom));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%s, %d cores, Java %s, full JIT.%n",
                        machine(),
                        cores(),
                        Runtime.version()));
        text.append(
                """
                The load generator, PostgreSQL, Kafka, Redis, Keycloak and all services share these cores, so the
                times include waiting for them. Open loop: latencies count from the moment at which a message was
                to be sent. Two instances of each service run in both rows; in the first, all sockets are on one
                gateway.

                """);
        text.append(latencies()).append('\n').append(cpu()).append('\n').append(ramp());
        return text.toString();
    }

    private String latencies() {
        return """
                | gateways | connections | sends/s | deliveries/s | lost | send→ack p50 / p95 / p99 / max ms | send→deliver p50 / p95 / p99 / max ms |
                |---|---|---|---|---|---|---|
                """
                + rows.stream().map(this::latencies).collect(Collectors.joining());
    }

    private String latencies(Row row) {
        Phase.Result result = row.result();
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f | %,.0f | %d | %s | %s |%n",
                row.gateways(),
                row.connections(),
                result.sent() / result.seconds(),
                result.delivered() / result.seconds(),
                result.sent() * perRoom - result.delivered(),
                millis(result.ack()),
                millis(result.deliver()));
    }

    private String cpu() {
        return """
                Server CPU in µs:

                | gateways | a delivery, gateway | a delivery, all | a send, by process |
                |---|---|---|---|
                """
                + rows.stream().map(Report::cpu).collect(Collectors.joining());
    }

    private static String cpu(Row row) {
        double deliveries = Math.max(1, row.result().delivered());
        double sends = Math.max(1, row.result().sent());
        String each =
                row.cpu().micros().entrySet().stream()
                        .map(
                                e ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s %,.0f",
                                                e.getKey(),
                                                e.getValue() / sends))
                        .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %s |%n",
                row.gateways(),
                row.cpu().micros().getOrDefault("gateway", 0L) / deliveries,
                row.cpu().total() / deliveries,
                each);
    }

    private String ramp() {
        StringBuilder text =
                new StringBuilder(
                        "Highest rate of the ramp that was sustained for 6 s (all delivered, p99 below 250 ms):\n\n");
        for (Row row : rows) {
            Step highest = row.highest();
            text.append(
                    highest == null
                            ? String.format(
                                    Locale.ROOT,
                                    "- %s gateway(s): below the first step%n",
                                    row.gateways())
                            : String.format(
                                    Locale.ROOT,
                                    "- %s gateway(s): %.0f sends/s, %,.0f deliveries/s, p99 %.0f ms%n",
                                    row.gateways(),
                                    highest.rate(),
                                    highest.rate() * perRoom,
                                    highest.p99()));
        }
        return text.toString();
    }

    private static String millis(Phase.Latency latency) {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f / %.0f",
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max());
    }

    private static String machine() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
