package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.janus.JanusServers;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.MediaServers;
import io.worksync.signaling.meeting.Seat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import org.jboss.logging.Logger;

/// Meetings go through Janus where there is one.
@ApplicationScoped
@Typed(JanusMediaServers.class)
class JanusMediaServers implements MediaServers {

    private static final Logger LOG = Logger.getLogger(JanusMediaServers.class);

    private final JanusServers servers;
    private final RedisRooms rooms;
    private final HostRooms hosts;

    JanusMediaServers(JanusServers servers, RedisRooms rooms, HostRooms hosts) {
        this.servers = servers;
        this.rooms = rooms;
        this.hosts = hosts;
    }

    @Override
    public boolean available() {
        return !servers.up().isEmpty();
    }

    /// Hosts look at meetings at an interval too: a failure here delays, and refuses nothing.
    @Override
    public Uni<Void> follow(Change change) {
        if (change.after().toMeeting().mediaPlane() != MediaPlaneKind.SFU) {
            return Uni.createFrom().voidItem();
        }
        return register(change)
                .chain(() -> hosts.wake(change.after().facts().id()))
                .onFailure()
                .invoke(failure -> LOG.warn("A media server hears later of a meeting", failure))
                .onFailure()
                .recoverWithNull();
    }

    @Override
    public Uni<Void> signal(Ongoing meeting, Seat from, Signal signal) {
        if (meeting.toMeeting().mediaPlane() != MediaPlaneKind.SFU) {
            return Uni.createFrom().failure(Refusal.notFound());
        }
        return rooms.order(meeting.facts().id(), new RoomOrder.Pass(from.id(), signal));
    }

    private Uni<Void> register(Change change) {
        return change.after() instanceof Ongoing ongoing
                ? rooms.register(ongoing.facts().id())
                : Uni.createFrom().voidItem();
    }
}
