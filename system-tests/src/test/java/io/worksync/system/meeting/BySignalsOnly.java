package io.worksync.system.meeting;

import io.worksync.system.running.Api;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A participant who is there, and sends and receives nothing.
final class BySignalsOnly implements AutoCloseable {

    private final Api api;
    private final String path;
    private final ScheduledExecutorService renewing = Executors.newSingleThreadScheduledExecutor();

    BySignalsOnly(Api api, String meeting) {
        this.api = api;
        String participants = "/api/meetings/v1/meetings/" + meeting + "/participants";
        String id =
                api.post(participants, Map.of("deviceName", "Test"))
                        .expect(201)
                        .json()
                        .path("participantId")
                        .asText();
        path = participants + "/" + id;
        var _ = renewing.scheduleAtFixedRate(this::renew, 5, 5, TimeUnit.SECONDS);
    }

    private void renew() {
        try {
            api.put(path + "/lease");
        } catch (UncheckedIOException whileAProcessIsDown) {
            // the next one is early enough
        }
    }

    @Override
    public void close() {
        renewing.shutdownNow();
        api.delete(path);
    }
}
