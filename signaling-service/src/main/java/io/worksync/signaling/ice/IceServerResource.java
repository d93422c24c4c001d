package io.worksync.signaling.ice;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.limit.Allowances;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.problem.Parameters;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Fresh credentials for participants whose own ones end.
@Path("/api/meetings/v1/meetings/{id}/ice-servers")
@Authenticated
@Tag(name = "participants")
@Produces(MediaType.APPLICATION_JSON)
class IceServerResource {

    private final VisibleMeetings visible;
    private final GiveIceServers iceServers;
    private final Allowances allowances;
    private final Callers callers;

    IceServerResource(
            VisibleMeetings visible,
            GiveIceServers iceServers,
            Allowances allowances,
            Callers callers) {
        this.visible = visible;
        this.iceServers = iceServers;
        this.allowances = allowances;
        this.callers = callers;
    }

    @GET
    @Operation(
            summary =
                    "STUN and TURN servers with fresh credentials, for a participant of one's own")
    public Uni<IceServers> refresh(
            @PathParam("id") MeetingId id,
            @QueryParam("participantId") @Nullable String participantId) {
        ParticipantId participant =
                Parameters.required("participantId", participantId, ParticipantId::fromString);
        Caller caller = callers.current();
        return allowances
                .take(Allowances.Act.ASK_FOR_ICE_SERVERS, caller.id())
                .chain(() -> visible.ongoing(caller, id))
                .invoke(meeting -> requireOwn(caller, meeting, participant))
                .chain(() -> iceServers.give(id, participant, caller.id()));
    }

    private static void requireOwn(Caller caller, Ongoing meeting, ParticipantId participant) {
        if (!meeting.seats(caller.id(), participant)) {
            throw Refusal.forbidden("This is no participant of yours in this meeting");
        }
    }
}
