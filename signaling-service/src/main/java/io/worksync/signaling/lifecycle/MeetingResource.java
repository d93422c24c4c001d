package io.worksync.signaling.lifecycle;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.Participant;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.lifecycle.ChangeMeeting.Edit;
import io.worksync.signaling.lifecycle.ListMeetings.Part;
import io.worksync.signaling.lifecycle.StartMeeting.Plan;
import io.worksync.signaling.lifecycle.StartMeeting.Result;
import io.worksync.signaling.lifecycle.StartMeeting.Ringing;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.PgMeetingQueries.Scope;
import io.worksync.signaling.meeting.Settings;
import io.worksync.signaling.meeting.VisibleMeetings;
import io.worksync.signaling.problem.OneLine;
import io.worksync.signaling.problem.Parameters;
import io.worksync.signaling.problem.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
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
    private final ChangeMeeting change;
    private final OpenByCode byCode;
    private final VisibleMeetings visible;
    private final Callers callers;

    MeetingResource(
            StartMeeting start,
            EndMeeting end,
            ListMeetings list,
            ChangeMeeting change,
            OpenByCode byCode,
            VisibleMeetings visible,
            Callers callers) {
        this.start = start;
        this.end = end;
        this.list = list;
        this.change = change;
        this.byCode = byCode;
        this.visible = visible;
        this.callers = callers;
    }

    /// What to start.
    record StartRequest(
            @Size(max = 200) @PlainText @Nullable String title,
            @Nullable ChannelId channelId,
            @Nullable Boolean ring,
            @Size(max = 50) @Nullable List<@NotNull UserId> invite,
            @Nullable Instant scheduledFor,
            @Nullable Boolean lobby,
            @Nullable Boolean e2ee,
            @Nullable Boolean relayOnly) {

        Plan plan() {
            Settings settings =
                    new Settings(
                            title,
                            scheduledFor,
                            false,
                            Boolean.TRUE.equals(lobby),
                            Boolean.TRUE.equals(relayOnly),
                            MediaPlaneKind.MESH,
                            null);
            return new Plan(
                    channelId,
                    Boolean.TRUE.equals(ring) ? Ringing.RING : Ringing.SILENT,
                    invite == null ? List.of() : invite.stream().distinct().toList(),
                    settings,
                    Boolean.TRUE.equals(e2ee));
        }
    }

    /// What changes; the rest stays as it is.
    record EditRequest(
            @Size(max = 200) @PlainText @Nullable String title,
            @Nullable Instant scheduledFor,
            @Nullable Boolean locked,
            @Nullable Boolean lobby,
            @Nullable Boolean relayOnly,
            @Nullable MediaPlaneKind mediaPlane) {

        private Edit edit() {
            return new Edit(title, scheduledFor, locked, lobby, relayOnly, mediaPlane);
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
                    "In a channel its members can join, and those invited; with ring their devices"
                            + " ring. A channel has one ongoing meeting of its own: while there is one,"
                            + " the answer is 200 with it, and nobody rings. With scheduledFor it begins"
                            + " when somebody comes, and waits for them until a day after its time.")
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

    @GET
    @Path("by-code/{joinCode}")
    @Operation(
            summary = "The meeting that a link leads to",
            description = "From then on the caller may see and join it.")
    @APIResponse(responseCode = "404", description = "No meeting has this code")
    @APIResponse(responseCode = "429", description = "The caller tried many codes")
    public Uni<Meeting> byCode(@PathParam("joinCode") @Size(max = 64) @OneLine String code) {
        return byCode.open(callers.current(), code);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change a meeting's settings; as a host",
            description =
                    "locked keeps everybody else out; lobby has them wait until a host lets them in;"
                            + " relayOnly hides addresses; mediaPlane sfu sends media through a media"
                            + " server from now on.")
    @APIResponse(responseCode = "403", description = "The caller is no host")
    public Uni<Meeting> change(@PathParam("id") MeetingId id, @NotNull @Valid EditRequest request) {
        return change.change(callers.current(), id, request.edit());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a meeting for all; as a host")
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
            case LiveMeeting.Scheduled scheduled -> empty(scheduled);
            case LiveMeeting.Over over -> empty(over);
        };
    }

    private static MeetingView empty(LiveMeeting meeting) {
        return new MeetingView(meeting.toMeeting(), List.of());
    }
}
