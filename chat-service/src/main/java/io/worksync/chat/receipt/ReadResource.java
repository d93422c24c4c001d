package io.worksync.chat.receipt;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.id.ChannelId;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/chat/v1/channels/{channelId}/read")
@Authenticated
@Tag(name = "Messages")
class ReadResource {

    private final Callers callers;
    private final MarkRead marking;

    ReadResource(Callers callers, MarkRead marking) {
        this.callers = callers;
        this.marking = marking;
    }

    @PUT
    @Operation(summary = "Marks messages read up to a seq")
    public Uni<Void> mark(@RestPath ChannelId channelId, MarkRead.@Nullable Body body) {
        return callers.current().chain(me -> marking.mark(me, channelId, body));
    }
}
