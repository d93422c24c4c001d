package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.meeting.Signal;
import io.worksync.signaling.livekit.LiveKit;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.MediaServers;
import io.worksync.signaling.meeting.Seat;
import jakarta.enterprise.context.ApplicationScoped;

/// The media servers of this installation: LiveKit where one is configured, or else Janus, which
/// may be none.
@ApplicationScoped
class ChosenMediaServers implements MediaServers {

    private final LiveKit liveKit;
    private final JanusMediaServers janus;

    ChosenMediaServers(LiveKit liveKit, JanusMediaServers janus) {
        this.liveKit = liveKit;
        this.janus = janus;
    }

    @Override
    public boolean available() {
        return chosen().available();
    }

    @Override
    public Uni<Void> follow(Change change) {
        return chosen().follow(change);
    }

    @Override
    public Uni<Void> signal(Ongoing meeting, Seat from, Signal signal) {
        return chosen().signal(meeting, from, signal);
    }

    private MediaServers chosen() {
        return liveKit.isConfigured() ? liveKit : janus;
    }
}
