package io.worksync.presence.topic;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.caller.Callers;
import io.worksync.realtime.Topic;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The gateway asks here, with the caller's token, before it subscribes a client to a topic.
@Path("/internal/realtime/topics")
@Authenticated
class TopicResource {

    private final Callers callers;
    private final AuthorizeTopic authorizer;

    TopicResource(Callers callers, AuthorizeTopic authorizer) {
        this.callers = callers;
        this.authorizer = authorizer;
    }

    /// 204 for allowed; 404 for anything else, whether it is there or not.
    @GET
    @Path("{topic}")
    @Operation(hidden = true)
    public Uni<Void> authorize(@PathParam("topic") String topic) {
        return Uni.createFrom()
                .item(() -> Topic.parse(topic))
                .chain(parsed -> authorizer.mayListen(callers.current(), parsed))
                .onFailure(IllegalArgumentException.class)
                .recoverWithItem(false)
                .invoke(TopicResource::check)
                .replaceWithVoid();
    }

    private static void check(boolean allowed) {
        if (!allowed) {
            throw Refusal.notFound();
        }
    }
}
