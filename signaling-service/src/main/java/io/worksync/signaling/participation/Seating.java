package io.worksync.signaling.participation;

import io.worksync.signaling.meeting.Joining.Capacity;
import io.worksync.signaling.meeting.MediaServers;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.enterprise.context.ApplicationScoped;

/// How many a meeting holds right now.
@ApplicationScoped
class Seating {

    private final MediaServers servers;
    private final MeetingConfig config;

    Seating(MediaServers servers, MeetingConfig config) {
        this.servers = servers;
        this.config = config;
    }

    Capacity capacity() {
        return new Capacity(
                config.maxMeshParticipants(),
                config.maxParticipants(),
                config.maxServedParticipants(),
                servers.available(),
                config.maxWaitingDevices());
    }
}
