package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.janus.JanusConfig;
import io.worksync.signaling.janus.JanusRefusal;
import io.worksync.signaling.janus.JanusServer;
import io.worksync.signaling.janus.JanusServers;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Opens rooms at media servers: claims those that are there, and makes new ones where there are
/// none.
@ApplicationScoped
class RoomMaker {

    private static final Logger LOG = Logger.getLogger(RoomMaker.class);
    private static final int SECRET_BYTES = 24;

    private final JanusServers servers;
    private final JanusConfig janus;
    private final SfuConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<URI, Instant> missedSince = new ConcurrentHashMap<>();
    private final Map<MeetingId, URI> load = new ConcurrentHashMap<>();

    RoomMaker(JanusServers servers, JanusConfig janus, SfuConfig config, Clock clock) {
        this.servers = servers;
        this.janus = janus;
        this.config = config;
        this.clock = clock;
    }

    /// A room, and whether everybody has to connect anew.
    record Opened(RoomSession session, boolean fresh) {}

    /// Goes on with the room of that state, where there is one; 503 while a server that was lost
    /// may come back, and where none lives.
    Uni<Opened> open(MeetingId meeting, @Nullable RoomState state, Consumer<JsonObject> events) {
        if (state == null) {
            return make(meeting, events);
        }
        JanusServer server = servers.at(state.server()).orElse(null);
        if (server == null || !server.isUp()) {
            return isGivenUp(state.server()) ? make(meeting, events) : wait(state.server());
        }
        missedSince.remove(state.server());
        return RoomSession.claim(server, state, events)
                .invoke(() -> load.put(meeting, server.uri()))
                .map(session -> new Opened(session, false))
                .onFailure(JanusRefusal.class)
                .recoverWithUni(() -> make(meeting, events));
    }

    /// The meeting's room is nobody's concern here any more.
    void forget(MeetingId meeting) {
        load.remove(meeting);
    }

    private Uni<Opened> make(MeetingId meeting, Consumer<JsonObject> events) {
        JanusServer server = leastLoaded();
        if (server == null) {
            return Uni.createFrom().failure(unavailable());
        }
        RoomSession.Key key =
                new RoomSession.Key(meeting + "~" + secret(9), secret(SECRET_BYTES), secret(9));
        JsonObject create = key.requests().create(janus.roomKey().orElseThrow(), config);
        LOG.infof("Meeting %s goes through %s", meeting, server.uri());
        return RoomSession.make(server, key, create, events)
                .invoke(() -> load.put(meeting, server.uri()))
                .map(session -> new Opened(session, true));
    }

    private boolean isGivenUp(URI server) {
        Instant since = missedSince.computeIfAbsent(server, missed -> clock.instant());
        return since.plus(config.moveAfter()).isBefore(clock.instant());
    }

    private Uni<Opened> wait(URI server) {
        LOG.debugf("Waiting for %s to come back", server);
        return Uni.createFrom().failure(unavailable());
    }

    private @Nullable JanusServer leastLoaded() {
        List<JanusServer> up = servers.up();
        up.forEach(server -> missedSince.remove(server.uri()));
        return up.stream().min(Comparator.comparingLong(this::rooms)).orElse(null);
    }

    private long rooms(JanusServer server) {
        return load.values().stream().filter(server.uri()::equals).count();
    }

    private String secret(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    private static Refusal unavailable() {
        return Refusal.unavailable("No media server is there", Duration.ofSeconds(2));
    }
}
