package io.worksync.signaling.meeting;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import jakarta.enterprise.context.ApplicationScoped;

/// Where there is no media server, meetings stay a mesh.
@DefaultBean
@ApplicationScoped
class NoMediaServers implements MediaServers {

    @Override
    public boolean available() {
        return false;
    }

    @Override
    public Uni<Void> follow(Change change) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> signal(Ongoing meeting, Seat from, Signal signal) {
        return Uni.createFrom().failure(Refusal.notFound());
    }
}
