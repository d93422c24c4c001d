package io.worksync.signaling.sfu;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.signaling.identity.Callers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Whether a meeting is recorded, which everybody in it is told.
@Path("/api/meetings/v1/meetings/{id}/recording")
@Authenticated
@Tag(name = "media")
class RecordingResource {

    private final RecordMeeting record;
    private final Callers callers;

    RecordingResource(RecordMeeting record, Callers callers) {
        this.record = record;
        this.callers = callers;
    }

    @PUT
    @Operation(
            summary = "Record a meeting that goes through a media server; its hosts only",
            description =
                    "All in it are told by meeting.updated before anything is recorded. What is"
                            + " recorded stays at the media server.")
    @APIResponse(responseCode = "202", description = "It is recorded from now on")
    @APIResponse(responseCode = "409", description = "The meeting goes through no media server")
    public Uni<RestResponse<Void>> start(@PathParam("id") MeetingId id) {
        return record.start(callers.current(), id).replaceWith(() -> RestResponse.accepted());
    }

    @DELETE
    @Operation(summary = "Record a meeting no more; its hosts only")
    public Uni<Void> stop(@PathParam("id") MeetingId id) {
        return record.stop(callers.current(), id);
    }
}
