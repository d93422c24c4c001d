package io.worksync.signaling.lifecycle;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.Participant;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.lifecycle.ListMeetings.Part;
import io.worksync.signaling.lifecycle.StartMeeting.Plan;
import io.worksync.signaling.lifecycle.StartMeeting.Result;
import io.worksync.signaling.lifecycle.StartMeeting.Ringing;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.PgMeetingQueries.Scope;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.problem.Parameters;
import io.worksync.signaling.problem.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Meetings: start, find, end.
@Path("/api/meetings/v1/meetings")
@Authenticated
@Tag(name = "meetings")
@Produces(MediaType.APPLICATION_JSON)
class MeetingResource {

    private final StartMeeting start;
    private final EndMeeting end;
    private final ListMeetings list;
    private final VisibleMeetings visible;
    private final Callers callers;

    MeetingResource(
            StartMeeting start,
            EndMeeting end,
            ListMeetings list,
            VisibleMeetings visible,
            Callers callers) {
        this.start = start;
        this.end = end;
        this.list = list;
        this.visible = visible;
        this.callers = callers;
    }

    /// What to start.
    record StartRequest(
            @Size(max = 200) @PlainText @Nullable String title,
            @Nullable ChannelId channelId,
            @Nullable Boolean ring) {

        Plan plan() {
            Ringing ringing = Boolean.TRUE.equals(ring) ? Ringing.RING : Ringing.SILENT;
            return new Plan(title, channelId, ringing);
        }
    }

    /// A meeting and those in it, in the order in which they joined, with their roles towards the
    /// reader.
    record MeetingView(@JsonUnwrapped Meeting meeting, List<Participant> participants) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Start a meeting",
            description =
                    "In a channel its members can join, and with ring their devices ring. A channel has"
                            + " one ongoing meeting: while there is one, the answer is 200 with it, and"
                            + " nobody rings.")
    @APIResponse(responseCode = "201", description = "The new meeting")
    @APIResponse(responseCode = "200", description = "The channel's ongoing meeting")
    public Uni<RestResponse<Meeting>> start(@NotNull @Valid StartRequest request) {
        return start.start(callers.current(), request.plan()).map(MeetingResource::answer);
    }

    @GET
    @Operation(summary = "The meetings of a channel, newest first")
    public Uni<MeetingPage> list(
            @QueryParam("channelId") @Nullable String channelId,
            @QueryParam("active") @DefaultValue("false") boolean active,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        ChannelId channel = Parameters.required("channelId", channelId, ChannelId::fromString);
        Part part = new Part(cursor, Parameters.required("limit", limit, Integer::parseInt));
        Scope scope = active ? Scope.ONGOING : Scope.ALL;
        return list.list(callers.current(), channel, scope, part);
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "A meeting and its participants",
            description =
                    "The roles are those towards participantId, or else towards the caller's newest"
                            + " participant.")
    public Uni<MeetingView> get(
            @PathParam("id") MeetingId id,
            @QueryParam("participantId") @Nullable String participantId) {
        Caller caller = callers.current();
        ParticipantId viewer =
                participantId == null
                        ? null
                        : Parameters.required(
                                "participantId", participantId, ParticipantId::fromString);
        return visible.get(caller, id).map(meeting -> view(caller, meeting, viewer));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a meeting for all; its host only")
    public Uni<Void> end(@PathParam("id") MeetingId id) {
        return end.end(callers.current(), id);
    }

    private static RestResponse<Meeting> answer(Result result) {
        return switch (result) {
            case Result.Started started ->
                    RestResponse.status(RestResponse.Status.CREATED, started.meeting());
            case Result.AlreadyOngoing ongoing -> RestResponse.ok(ongoing.meeting());
        };
    }

    private static MeetingView view(
            Caller caller, LiveMeeting meeting, @Nullable ParticipantId viewer) {
        return switch (meeting) {
            case Ongoing ongoing ->
                    new MeetingView(
                            ongoing.toMeeting(),
                            ongoing.roster(
                                    viewer != null
                                            ? viewer
                                            : ongoing.newestOf(caller.id()).orElse(null)));
            case LiveMeeting.Over over -> new MeetingView(over.toMeeting(), List.of());
        };
    }
}
