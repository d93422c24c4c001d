package io.worksync.chat.board;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/chat/v1/channels/{channelId}/boards/{name}")
@Authenticated
@Tag(name = "Boards")
class BoardResource {

    private final Callers callers;
    private final ReadBoard reading;
    private final SaveBoard saving;
    private final BoardMetrics metrics;

    BoardResource(Callers callers, ReadBoard reading, SaveBoard saving, BoardMetrics metrics) {
        this.callers = callers;
        this.reading = reading;
        this.saving = saving;
        this.metrics = metrics;
    }

    @GET
    @Operation(
            summary = "A board as it was last saved",
            description =
                    "Version 0 and an empty snapshot where it never was. What was published on the"
                            + " topic board:{channelId} since then belongs to it too.")
    public Uni<Board> read(@RestPath ChannelId channelId, @RestPath BoardName name) {
        return callers.current().chain(me -> reading.read(me, channelId, name));
    }

    @PUT
    @Operation(
            summary = "Saves a board",
            description =
                    "The version is the one that the snapshot includes, 0 for a new board. The"
                            + " server does not read snapshots; who is refused merges and saves again.")
    @APIResponse(responseCode = "200")
    @APIResponse(
            responseCode = "409",
            description = "Another version came first, or the channel has all the boards it may")
    @APIResponse(responseCode = "413", description = "The snapshot is too large")
    public Uni<SaveBoard.SavedBoard> save(
            @RestPath ChannelId channelId,
            @RestPath BoardName name,
            SaveBoard.@Nullable Body body) {
        return callers.current()
                .chain(me -> saving.save(me, channelId, name, body))
                .invoke(metrics::saved)
                .onFailure(Refusal.class)
                .invoke(metrics::refused);
    }
}
