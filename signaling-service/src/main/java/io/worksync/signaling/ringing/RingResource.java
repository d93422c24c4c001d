package io.worksync.signaling.ringing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.RingOutcome;
import io.worksync.signaling.identity.Callers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Ringing people to a meeting, and their answers.
@Path("/api/meetings/v1/meetings/{id}")
@Authenticated
@Tag(name = "rings")
class RingResource {

    private final RingPeople ring;
    private final MissRings miss;
    private final AnswerRing answer;
    private final Callers callers;

    RingResource(RingPeople ring, MissRings miss, AnswerRing answer, Callers callers) {
        this.ring = ring;
        this.miss = miss;
        this.answer = answer;
        this.callers = callers;
    }

    /// Whom to ring.
    record Invitation(@NotNull @Size(min = 1, max = 50) List<@NotNull UserId> userIds) {}

    /// Why the one who is rung does not come.
    record Answer(@NotNull Reason answer) {}

    /// The answers that are not joining.
    enum Reason {
        @JsonProperty("declined")
        DECLINED,
        @JsonProperty("busy")
        BUSY;

        private RingOutcome outcome() {
            return switch (this) {
                case DECLINED -> RingOutcome.DECLINED;
                case BUSY -> RingOutcome.BUSY;
            };
        }
    }

    @POST
    @Path("rings")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ring people on all their devices, who then may join",
            description =
                    "Those in the meeting hear ring.answered for each of them: answered, declined,"
                            + " busy, cancelled or missed. Busy may come first, for somebody in another"
                            + " meeting, while their devices ring on.")
    @APIResponse(responseCode = "202", description = "They ring")
    @APIResponse(responseCode = "429", description = "The caller rang many people just now")
    public Uni<RestResponse<Void>> ring(
            @PathParam("id") MeetingId id, @NotNull @Valid Invitation invitation) {
        List<UserId> users = invitation.userIds().stream().distinct().toList();
        return ring.ringMore(callers.current(), id, users)
                .replaceWith(() -> RestResponse.accepted());
    }

    @DELETE
    @Path("rings")
    @Operation(
            summary = "Stop what still rings",
            description = "Those who were rung hear meeting.cancelled, and missed a call.")
    public Uni<Void> cancel(@PathParam("id") MeetingId id) {
        return miss.cancel(callers.current(), id);
    }

    @PUT
    @Path("ring")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Answer one's own ringing without joining",
            description = "All of one's devices hear meeting.answered with the outcome.")
    @APIResponse(responseCode = "204", description = "It rings no more")
    @APIResponse(responseCode = "409", description = "It did not ring any more")
    public Uni<Void> answer(@PathParam("id") MeetingId id, @NotNull @Valid Answer request) {
        return answer.turnDown(id, callers.current().id(), request.answer().outcome());
    }
}
