package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.signaling.meeting.LiveMeeting.Over;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// What follows from a change that is made: it is recorded, announced, heard by the media servers,
/// and new leases are watched. None of it can undo the change: what fails is made up for later.
@ApplicationScoped
class MeetingAftermath {

    private static final Logger LOG = Logger.getLogger(MeetingAftermath.class);

    private final PgMeetingHistory history;
    private final MeetingAnnouncer announcer;
    private final MediaServers servers;
    private final RedisLeases leases;
    private final MeetingConfig config;

    MeetingAftermath(
            PgMeetingHistory history,
            MeetingAnnouncer announcer,
            MediaServers servers,
            RedisLeases leases,
            MeetingConfig config) {
        this.history = history;
        this.announcer = announcer;
        this.servers = servers;
        this.leases = leases;
        this.config = config;
    }

    Uni<Void> follow(Change change) {
        if (change.happenings().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return logged("A meeting's history is to be completed", () -> history.record(change))
                .chain(() -> announcer.announce(change))
                .chain(() -> logged("A lease is to be watched", () -> watch(change)))
                .chain(() -> logged("A media server is to catch up", () -> tellServers(change)));
    }

    private Uni<Void> watch(Change change) {
        if (change.after() instanceof Over over) {
            return leases.forget(over.facts().id());
        }
        return change.came().isEmpty()
                ? Uni.createFrom().voidItem()
                : leases.watchUnknown(List.of(change.after().facts().id()), config.lease());
    }

    private Uni<Void> tellServers(Change change) {
        boolean concerned =
                change.before().room().settings().mediaPlane() == MediaPlaneKind.SFU
                        || change.after().room().settings().mediaPlane() == MediaPlaneKind.SFU;
        return concerned ? servers.follow(change) : Uni.createFrom().voidItem();
    }

    private static Uni<Void> logged(String what, Supplier<Uni<Void>> step) {
        return Uni.createFrom()
                .deferred(step::get)
                .onFailure()
                .invoke(failure -> LOG.warn(what, failure))
                .onFailure()
                .recoverWithNull();
    }
}
