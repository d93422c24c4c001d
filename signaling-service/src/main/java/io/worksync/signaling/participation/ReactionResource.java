package io.worksync.signaling.participation;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.problem.OneLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What people think of what is said.
@Path("/api/meetings/v1/meetings/{id}/reactions")
@Authenticated
@Tag(name = "participants")
class ReactionResource {

    private final SendReaction send;
    private final Callers callers;

    ReactionResource(SendReaction send, Callers callers) {
        this.send = send;
        this.callers = callers;
    }

    /// What to show, and as which of one's participants.
    record ReactionRequest(
            @NotNull @Size(min = 1, max = 16) @OneLine String emoji,
            @Nullable ParticipantId participantId) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Show everybody in a meeting an emoji for a moment",
            description = "All in it hear reaction.sent on meeting:{id}.")
    @APIResponse(responseCode = "202", description = "It is on its way")
    @APIResponse(responseCode = "429", description = "The caller sent many just now")
    public Uni<RestResponse<Void>> send(
            @PathParam("id") MeetingId id, @NotNull @Valid ReactionRequest request) {
        return send.send(callers.current(), id, request.participantId(), request.emoji())
                .replaceWith(() -> RestResponse.accepted());
    }
}
