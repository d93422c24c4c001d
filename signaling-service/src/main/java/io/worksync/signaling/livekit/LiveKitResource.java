package io.worksync.signaling.livekit;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.livekit.LiveKitWebhook.Event;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where the media server is LiveKit: tokens for participants, and what LiveKit tells.
@Path("/api/meetings/v1")
@Tag(name = "media")
class LiveKitResource {

    /// Those that are counted by their name; a name is not to become a metric because it was sent.
    private static final Set<String> EVENTS =
            Set.of(
                    "room_started",
                    "room_finished",
                    "participant_joined",
                    "participant_left",
                    "track_published",
                    "track_unpublished");

    private final LiveKit liveKit;
    private final LiveKitConfig config;
    private final VisibleMeetings visible;
    private final Callers callers;
    private final MeterRegistry meters;

    LiveKitResource(
            LiveKit liveKit,
            LiveKitConfig config,
            VisibleMeetings visible,
            Callers callers,
            MeterRegistry meters) {
        this.liveKit = liveKit;
        this.config = config;
        this.visible = visible;
        this.callers = callers;
        this.meters = meters;
    }

    /// Where to connect to, and by which token.
    record Entrance(String url, String token) {}

    @GET
    @Path("meetings/{id}/participants/{participantId}/livekit-token")
    @Authenticated
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A token for one's own participant, where the media server is LiveKit")
    public Uni<Entrance> enter(
            @PathParam("id") MeetingId id, @PathParam("participantId") ParticipantId participant) {
        Caller caller = callers.current();
        return visible.ongoing(caller, id).map(meeting -> entrance(caller, meeting, participant));
    }

    @POST
    @Path("livekit/webhook")
    @PermitAll
    @Consumes({"application/webhook+json", MediaType.APPLICATION_JSON})
    @Operation(hidden = true)
    public Uni<Void> hear(
            @HeaderParam("Authorization") @Nullable String authorization, String body) {
        if (!liveKit.isConfigured()) {
            throw Refusal.notFound();
        }
        Event event =
                liveKit.heard(authorization, body)
                        .orElseThrow(
                                () -> Refusal.forbidden("This is not from our LiveKit server"));
        String name = EVENTS.contains(event.name()) ? event.name() : "other";
        meters.counter("worksync.signaling.livekit.events", "event", name).increment();
        return Uni.createFrom().voidItem();
    }

    private Entrance entrance(Caller caller, Ongoing meeting, ParticipantId participant) {
        if (!liveKit.isConfigured() || meeting.toMeeting().mediaPlane() != MediaPlaneKind.SFU) {
            throw Refusal.notFound();
        }
        Seat seat =
                meeting.seat(participant)
                        .filter(one -> one.userId().equals(caller.id()))
                        .orElseThrow(
                                () ->
                                        Refusal.forbidden(
                                                "This is no participant of yours in this"
                                                        + " meeting"));
        String url = config.url().orElseThrow().toString().replaceFirst("^http", "ws");
        return new Entrance(url, liveKit.tokenFor(meeting, seat));
    }
}
