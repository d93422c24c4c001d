package io.worksync.signaling;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// What takes long in life is short in tests.
public class ShortTimes implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "worksync.meetings.ring-for", "2s",
                "worksync.meetings.empty-for", "6s",
                "worksync.meetings.sweep-every", "1s",
                "worksync.meetings.max-participants", "3",
                "worksync.meetings.max-starts-per-minute", "10000",
                "worksync.turn.urls",
                        "turn:127.0.0.1:23478?transport=udp,turn:127.0.0.1:23478?transport=tcp",
                "worksync.turn.secret", "a-secret-of-the-tests");
    }

    @Override
    public void stop() {}
}
