package io.worksync.signaling.participation;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Waiting;
import io.worksync.signaling.identity.Callers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who waits to be let in.
@Path("/api/meetings/v1/meetings/{id}")
@Authenticated
@Tag(name = "participants")
@Produces(MediaType.APPLICATION_JSON)
class LobbyResource {

    private final AdmitGuests guests;
    private final Callers callers;

    LobbyResource(AdmitGuests guests, Callers callers) {
        this.guests = guests;
        this.callers = callers;
    }

    /// Whether the device may come in.
    record Admission(@NotNull Boolean admitted) {}

    /// All who wait.
    record Lobby(List<Waiting> items) {}

    @GET
    @Path("lobby")
    @Operation(summary = "Who waits to be let in, oldest first; for hosts")
    public Uni<Lobby> waiting(@PathParam("id") MeetingId id) {
        return guests.waiting(callers.current(), id).map(Lobby::new);
    }

    @PUT
    @Path("participants/{participantId}/admission")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Let a device in that waits, or send it away; as a host",
            description =
                    "The device hears participant.admitted, or participant.removed with the reason"
                            + " denied, on participant:{participantId}.")
    public Uni<Void> admit(
            @PathParam("id") MeetingId id,
            @PathParam("participantId") ParticipantId participant,
            @NotNull @Valid Admission admission) {
        return admission.admitted()
                ? guests.admit(callers.current(), id, participant)
                : guests.deny(callers.current(), id, participant);
    }
}
