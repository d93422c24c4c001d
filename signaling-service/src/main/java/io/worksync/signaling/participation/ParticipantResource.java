package io.worksync.signaling.participation;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Participant;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.limit.Allowances;
import io.worksync.signaling.meeting.Leases;
import io.worksync.signaling.meeting.ResumeToken;
import io.worksync.signaling.meeting.Seat.Media;
import io.worksync.signaling.participation.JoinMeeting.Device;
import io.worksync.signaling.participation.JoinMeeting.Resume;
import io.worksync.signaling.participation.UpdateParticipant.Update;
import io.worksync.signaling.problem.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Who is in a meeting: join, stay, show, leave.
@Path("/api/meetings/v1/meetings/{id}/participants")
@Authenticated
@Tag(name = "participants")
@Produces(MediaType.APPLICATION_JSON)
class ParticipantResource {

    private final JoinMeeting join;
    private final JoinAnswers answers;
    private final LeaveMeeting leave;
    private final UpdateParticipant update;
    private final Leases leases;
    private final Allowances allowances;
    private final Callers callers;

    ParticipantResource(
            JoinMeeting join,
            JoinAnswers answers,
            LeaveMeeting leave,
            UpdateParticipant update,
            Leases leases,
            Allowances allowances,
            Callers callers) {
        this.join = join;
        this.answers = answers;
        this.leave = leave;
        this.update = update;
        this.leases = leases;
        this.allowances = allowances;
        this.callers = callers;
    }

    /// The device that joins, what it shows from the start, and which participant it was.
    record JoinRequest(
            @Size(max = 100) @PlainText @Nullable String deviceName,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Valid @Nullable ResumeRequest resume) {

        private Device device() {
            Media media =
                    new Media(Boolean.TRUE.equals(audio), Boolean.TRUE.equals(video), false, false);
            return new Device(deviceName, media, resume == null ? null : resume.resume());
        }
    }

    /// The participant that the device was, with the token it got then.
    record ResumeRequest(
            @NotNull ParticipantId participantId, @NotNull @Size(min = 1, max = 100) String token) {

        private Resume resume() {
            return new Resume(participantId, new ResumeToken(token));
        }
    }

    /// What changed; the rest stays as it is.
    record UpdateRequest(
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean screen,
            @Nullable Boolean hand,
            @Nullable MeetingRole role) {

        private Update update() {
            boolean shows = Stream.of(audio, video, screen, hand).anyMatch(each -> each != null);
            if (role != null && shows) {
                throw Refusal.badRequest("role", "A role is given by itself");
            }
            return new Update(audio, video, screen, hand, role);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Join a meeting",
            description =
                    "participants are those who were there before. The newcomer makes the first offer to"
                            + " each of them; the older one of a pair is polite in later negotiations."
                            + " With resume a device that comes back is the participant that it was."
                            + " 202 where the lobby holds it back: then it waits for"
                            + " participant.admitted on participant:{participantId} and joins again"
                            + " with resume. The lease is to be renewed well within leaseSeconds.")
    @APIResponse(responseCode = "201", description = "The participant")
    @APIResponse(responseCode = "202", description = "It waits in the lobby")
    @APIResponse(responseCode = "409", description = "The meeting is locked, full, or over")
    public Uni<RestResponse<Object>> join(
            @PathParam("id") MeetingId id, @NotNull @Valid JoinRequest request) {
        Caller caller = callers.current();
        return allowances
                .take(Allowances.Act.JOIN, caller.id())
                .chain(() -> join.join(caller, id, request.device()))
                .chain(outcome -> answers.answer(caller, outcome));
    }

    @PUT
    @Path("{participantId}/lease")
    @Operation(
            summary = "Say that one's participant is still there",
            description =
                    "Without it, the participant is out when its lease is over, with the reason"
                            + " lost; devices in the lobby likewise.")
    @APIResponse(responseCode = "204", description = "The lease is renewed")
    @APIResponse(responseCode = "404", description = "The participant is out: join again")
    public Uni<Void> renew(
            @PathParam("id") MeetingId id, @PathParam("participantId") ParticipantId participant) {
        return leases.renew(id, participant, callers.current().id());
    }

    @PATCH
    @Path("{participantId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say what a participant shows and does",
            description =
                    "One's own as one likes. Hosts turn off what others show, who hear"
                            + " participant.muted, and a host gives roles.")
    public Uni<Participant> update(
            @PathParam("id") MeetingId id,
            @PathParam("participantId") ParticipantId participant,
            @NotNull @Valid UpdateRequest request) {
        return update.update(callers.current(), id, participant, request.update());
    }

    @DELETE
    @Path("{participantId}")
    @Operation(summary = "Leave, or as a host take somebody out")
    public Uni<Void> leave(
            @PathParam("id") MeetingId id, @PathParam("participantId") ParticipantId participant) {
        return leave.leave(callers.current(), id, participant);
    }
}
