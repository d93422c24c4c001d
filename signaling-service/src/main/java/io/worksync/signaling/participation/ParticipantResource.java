package io.worksync.signaling.participation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Participant;
import io.worksync.signaling.ice.IceServers;
import io.worksync.signaling.ice.IssueIceServers;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.meeting.Seat.Media;
import io.worksync.signaling.participation.JoinMeeting.Joined;
import io.worksync.signaling.problem.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Who is in a meeting: join, show, leave.
@Path("/api/meetings/v1/meetings/{id}/participants")
@Authenticated
@Tag(name = "participants")
@Produces(MediaType.APPLICATION_JSON)
class ParticipantResource {

    private final JoinMeeting join;
    private final LeaveMeeting leave;
    private final UpdateParticipant update;
    private final IssueIceServers iceServers;
    private final Callers callers;

    ParticipantResource(
            JoinMeeting join,
            LeaveMeeting leave,
            UpdateParticipant update,
            IssueIceServers iceServers,
            Callers callers) {
        this.join = join;
        this.leave = leave;
        this.update = update;
        this.iceServers = iceServers;
        this.callers = callers;
    }

    /// The device that joins, and what it shows from the start.
    record JoinRequest(
            @Size(max = 100) @PlainText @Nullable String deviceName,
            @Nullable Boolean audio,
            @Nullable Boolean video) {

        private Media media() {
            return new Media(Boolean.TRUE.equals(audio), Boolean.TRUE.equals(video), false, false);
        }
    }

    /// What changed; the rest stays as it is.
    record UpdateRequest(
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean screen,
            @Nullable Boolean hand) {

        private Media applied(Media media) {
            return new Media(
                    audio == null ? media.audio() : audio,
                    video == null ? media.video() : video,
                    screen == null ? media.screen() : screen,
                    hand == null ? media.hand() : hand);
        }
    }

    /// All that a newcomer needs: itself, those who are there with their roles towards it, and
    /// the servers to reach them through.
    record JoinAnswer(@JsonUnwrapped Joined joined, @JsonUnwrapped IceServers iceServers) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Join a meeting",
            description =
                    "participants are those who were there before. The newcomer makes the first offer to"
                            + " each of them; the older one of a pair is polite in later negotiations.")
    @APIResponse(responseCode = "201", description = "The new participant")
    @APIResponse(responseCode = "409", description = "The meeting is full, or over")
    public Uni<RestResponse<JoinAnswer>> join(
            @PathParam("id") MeetingId id, @NotNull @Valid JoinRequest request) {
        Caller caller = callers.current();
        return join.join(caller, id, request.deviceName(), request.media())
                .map(joined -> new JoinAnswer(joined, iceServers.issue(caller.id(), id)))
                .map(answer -> RestResponse.status(RestResponse.Status.CREATED, answer));
    }

    @PATCH
    @Path("{participantId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say what one's own participant shows and does")
    public Uni<Participant> update(
            @PathParam("id") MeetingId id,
            @PathParam("participantId") ParticipantId participant,
            @NotNull @Valid UpdateRequest request) {
        return update.update(callers.current(), id, participant, request::applied);
    }

    @DELETE
    @Path("{participantId}")
    @Operation(summary = "Leave, or as the host take somebody out")
    public Uni<Void> leave(
            @PathParam("id") MeetingId id, @PathParam("participantId") ParticipantId participant) {
        return leave.leave(callers.current(), id, participant);
    }
}
