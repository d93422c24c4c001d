package io.worksync.chat.channel;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.chat.MyChannel;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/chat/v1/direct-channels")
@Authenticated
@Tag(name = "Channels")
class DirectChannelResource {

    private final Callers callers;
    private final OpenDirectChannel opening;

    DirectChannelResource(Callers callers, OpenDirectChannel opening) {
        this.callers = callers;
        this.opening = opening;
    }

    @PUT
    @Operation(summary = "The one direct channel of exactly these people and the caller")
    public Uni<RestResponse<MyChannel>> open(OpenDirectChannel.@Nullable Body body) {
        return callers.current().chain(me -> opening.open(me, body)).map(opened -> answer(opened));
    }

    private static RestResponse<MyChannel> answer(OpenDirectChannel.Opened opened) {
        return RestResponse.status(
                opened.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                opened.channel());
    }
}
