package io.worksync.signaling;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// What takes long in life is short in tests; and people go offline only when the test says so,
/// while other tests use the same stack.
public class ShortTimes implements QuarkusTestResourceLifecycleManager {

    /// How many a meeting holds, with a media server and without.
    static final int FULL = 6;

    @Override
    public Map<String, String> start() {
        return Map.of(
                "mp.messaging.incoming.presence.topic", "worksync.presence.signaling-test",
                "worksync.meetings.ring-for", "8s",
                "worksync.meetings.empty-for", "6s",
                "worksync.meetings.sweep-every", "1s",
                "worksync.meetings.join-within", "10s",
                "worksync.meetings.max-participants", Integer.toString(FULL),
                "worksync.meetings.max-served-participants", Integer.toString(FULL),
                "worksync.meetings.max-starts-per-minute", "10000",
                "worksync.turn.urls",
                        "turn:127.0.0.1:23478?transport=udp,turn:127.0.0.1:23478?transport=tcp",
                "worksync.turn.secret", "a-secret-of-the-tests");
    }

    @Override
    public void stop() {}
}
