package io.worksync.signaling.topic;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.realtime.Topic;
import io.worksync.signaling.identity.Callers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tells gateways whether the caller may subscribe to a topic: 204, or 404.
@Path("/internal/realtime/topics")
@Authenticated
class TopicResource {

    private final AuthorizeTopic authorize;
    private final Callers callers;

    TopicResource(AuthorizeTopic authorize, Callers callers) {
        this.authorize = authorize;
        this.callers = callers;
    }

    @GET
    @Path("{topic}")
    @Operation(hidden = true)
    public Uni<Void> authorize(@PathParam("topic") String topic) {
        return authorize.require(callers.current().id(), parsed(topic));
    }

    private static Topic parsed(String topic) {
        try {
            return Topic.parse(topic);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound();
        }
    }
}
