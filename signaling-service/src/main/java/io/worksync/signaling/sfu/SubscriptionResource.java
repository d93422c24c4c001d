package io.worksync.signaling.sfu;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.TrackSlot;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Callers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// In which sizes a participant wants the pictures of the others.
@Path("/api/meetings/v1/meetings/{id}/participants/{participantId}/subscriptions")
@Authenticated
@Tag(name = "media")
class SubscriptionResource {

    private static final int MOST = 200;

    private final ChooseLayers choose;
    private final Callers callers;

    SubscriptionResource(ChooseLayers choose, Callers callers) {
        this.choose = choose;
        this.callers = callers;
    }

    /// All that is wanted; what is not named comes in the largest size.
    record SubscriptionRequest(@NotNull @Size(max = MOST) List<@NotNull @Valid Item> items) {

        private List<Wanted> wanted() {
            return items.stream().map(Item::wanted).toList();
        }
    }

    /// One picture.
    record Item(
            @NotNull ParticipantId participantId, @NotNull TrackSlot slot, @NotNull Layer layer) {

        private Wanted wanted() {
            if (slot != TrackSlot.CAMERA && slot != TrackSlot.SCREEN) {
                throw Refusal.badRequest("items.slot", "Sizes are of camera and screen only");
            }
            return new Wanted(participantId, slot, layer);
        }
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say in which sizes one's own participant wants pictures",
            description =
                    "Where the meeting goes through a media server; each call replaces what was said"
                            + " before.")
    @APIResponse(responseCode = "204", description = "They change within a second")
    @APIResponse(responseCode = "403", description = "The participant is not the caller's")
    @APIResponse(responseCode = "409", description = "The meeting goes through no media server")
    public Uni<Void> choose(
            @PathParam("id") MeetingId id,
            @PathParam("participantId") ParticipantId participant,
            @NotNull @Valid SubscriptionRequest request) {
        return choose.choose(callers.current(), id, participant, request.wanted());
    }
}
