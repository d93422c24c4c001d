package io.worksync.signaling.livekit;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.livekit.LiveKitToken.Guest;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Happening.Left;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.MediaServers;
import io.worksync.signaling.meeting.Seat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Meetings go through LiveKit: rooms are made and ended for them, and whoever leaves is taken out.
/// What browsers negotiate they negotiate with LiveKit itself, by a token.
@ApplicationScoped
@Typed(LiveKit.class)
public class LiveKit implements MediaServers {

    private static final int SECRET_BYTES = 32;

    private final LiveKitConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private @Nullable LiveKitRooms rooms;

    LiveKit(LiveKitConfig config, Vertx vertx, Clock clock) {
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void open(@Observes StartupEvent event) {
        if (!isConfigured()) {
            return;
        }
        if (config.apiKey().isEmpty()
                || config.apiSecret().filter(secret -> secret.length() >= SECRET_BYTES).isEmpty()) {
            throw new IllegalStateException(
                    "worksync.sfu.livekit.url needs api-key, and api-secret of 32 bytes at least");
        }
        rooms = new LiveKitRooms(vertx, config.url().orElseThrow(), tokens(), config, clock);
    }

    public boolean isConfigured() {
        return config.url().isPresent();
    }

    @Override
    public boolean available() {
        return isConfigured();
    }

    @Override
    public Uni<Void> follow(Change change) {
        LiveKitRooms known = rooms;
        if (known == null || change.after().toMeeting().mediaPlane() != MediaPlaneKind.SFU) {
            return Uni.createFrom().voidItem();
        }
        String room = change.after().facts().id().toString();
        return change.after() instanceof Ongoing
                ? known.create(room, config.maxParticipants())
                        .chain(() -> takeOut(known, room, change))
                : known.delete(room);
    }

    /// Browsers signal to LiveKit itself.
    @Override
    public Uni<Void> signal(Ongoing meeting, Seat from, Signal signal) {
        return Uni.createFrom().failure(Refusal.notFound());
    }

    /// What lets a participant into the room of its meeting.
    String tokenFor(Ongoing meeting, Seat seat) {
        boolean sends = seat.role() != MeetingRole.VIEWER;
        return tokens().toJoin(
                        meeting.facts().id().toString(),
                        new Guest(seat.id().toString(), seat.displayName(), sends),
                        clock.instant(),
                        config.tokenTtl());
    }

    /// What LiveKit tells; empty where it is not LiveKit.
    Optional<LiveKitWebhook.Event> heard(@Nullable String authorization, String body) {
        return new LiveKitWebhook(tokens()).read(authorization, body, clock.instant());
    }

    private static Uni<Void> takeOut(LiveKitRooms rooms, String room, Change change) {
        Uni<Void> out = Uni.createFrom().voidItem();
        for (var happening : change.happenings()) {
            if (happening instanceof Left left) {
                String gone = left.seat().id().toString();
                out = out.chain(() -> rooms.remove(room, gone));
            }
        }
        return out;
    }

    private LiveKitToken tokens() {
        return new LiveKitToken(
                config.apiKey().orElseThrow(Refusal::notFound),
                config.apiSecret().orElseThrow(Refusal::notFound));
    }
}
