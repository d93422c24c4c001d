package io.worksync.system.meeting;

import static org.awaitility.Awaitility.await;

import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Participants without media who make a meeting one of many.
final class Crowd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<BySignalsOnly> all;
    private final RoomInRedis room;

    Crowd(WorkSync worksync, String meeting) {
        all =
                Stream.of("mina", "omar", "admin")
                        .map(user -> new BySignalsOnly(worksync.as(user), meeting))
                        .toList();
        room = new RoomInRedis(worksync, meeting);
    }

    /// The instance of signaling-service that hosts the meeting.
    int host() {
        return instanceOf(
                await("somebody hosts")
                        .atMost(PATIENCE)
                        .until(room::host, text -> !text.isEmpty()));
    }

    /// The instance of janus that the meeting goes through.
    int mediaServer() {
        return await("a media server")
                .atMost(PATIENCE)
                .until(room::mediaServer, number -> number > 0);
    }

    @Override
    public void close() {
        all.forEach(BySignalsOnly::close);
    }

    private static int instanceOf(String host) {
        String name = host.substring(0, host.indexOf(':'));
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
