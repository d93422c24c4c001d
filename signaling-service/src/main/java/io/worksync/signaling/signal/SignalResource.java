package io.worksync.signaling.signal;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Signals between two participants.
@Path("/api/meetings/v1/meetings/{id}/signals")
@Authenticated
@Tag(name = "signals")
class SignalResource {

    private final SendSignal send;
    private final MeetingConfig config;
    private final Callers callers;

    SignalResource(SendSignal send, MeetingConfig config, Callers callers) {
        this.send = send;
        this.config = config;
        this.callers = callers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Send a description, an ICE candidate or a key to one participant",
            description =
                    "The addressee gets signal.received on participant:{to}. What one sends to another"
                            + " stays in order.")
    @APIResponse(responseCode = "202", description = "It is on its way")
    @APIResponse(responseCode = "403", description = "from is no participant of the caller's")
    public Uni<RestResponse<Void>> send(
            @PathParam("id") MeetingId id, @NotNull @Valid SignalRequest request) {
        return send.send(callers.current(), request.from(), request.toSignal(id, config))
                .replaceWith(() -> RestResponse.accepted());
    }
}
