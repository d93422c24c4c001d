package io.worksync.presence.session;

import java.time.Duration;

/// One run of a Redis server: a restart or another server is another run.
record RedisRun(String id, Duration uptime) {

    /// Reads the answer to `INFO server`.
    static RedisRun parse(String info) {
        return new RedisRun(
                field(info, "run_id:"),
                Duration.ofSeconds(Long.parseLong(field(info, "uptime_in_seconds:"))));
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(name.length()).strip())
                .orElseThrow(() -> new IllegalStateException("INFO has no " + name));
    }
}
