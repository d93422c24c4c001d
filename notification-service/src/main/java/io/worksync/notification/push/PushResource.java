package io.worksync.notification.push;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.notification.caller.Callers;
import io.worksync.notification.push.PgSubscriptions.Subscription;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The caller's browsers that are told while nobody looks (Web Push).
@Path("/api/notifications/v1")
@Authenticated
class PushResource {

    private final Callers callers;
    private final WebPush push;
    private final PgSubscriptions subscriptions;

    PushResource(Callers callers, WebPush push, PgSubscriptions subscriptions) {
        this.callers = callers;
        this.push = push;
        this.subscriptions = subscriptions;
    }

    /// `key` is what `PushManager.subscribe` takes as `applicationServerKey`.
    record Key(String key) {}

    /// All of them: there are few.
    record Subscriptions(List<Subscription> items, @Nullable String nextCursor) {}

    @GET
    @Path("push-key")
    @Operation(summary = "What browsers subscribe with (VAPID, base64url)")
    @APIResponse(responseCode = "200", description = "The public key")
    @APIResponse(responseCode = "404", description = "There is no Web Push here")
    public Key key() {
        return new Key(push.publicKey().orElseThrow(Refusal::notFound));
    }

    @GET
    @Path("push-subscriptions")
    @Operation(summary = "One's browsers that are told")
    public Uni<Subscriptions> list() {
        return subscriptions.of(callers.current()).map(items -> new Subscriptions(items, null));
    }

    @POST
    @Path("push-subscriptions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Have a browser told",
            description =
                    "With what PushSubscription.toJSON() gives. Repeat it whenever the client"
                            + " starts. Of more browsers than a person may have, those that were"
                            + " not repeated for longest are forgotten.")
    @APIResponse(responseCode = "201", description = "The browser is told from now on")
    @APIResponse(responseCode = "200", description = "It was already")
    @APIResponse(responseCode = "404", description = "There is no Web Push here")
    @APIResponse(responseCode = "409", description = "The endpoint is another browser's")
    public Uni<RestResponse<Subscription>> subscribe(NewSubscription.@Nullable Body body) {
        if (!push.isOn()) {
            throw Refusal.notFound();
        }
        return subscriptions
                .save(callers.caller(), NewSubscription.of(body, push))
                .map(PushResource::answer);
    }

    @DELETE
    @Path("push-subscriptions/{id}")
    @Operation(summary = "Tell a browser no more")
    @APIResponse(responseCode = "204", description = "It is told nothing from now on")
    public Uni<Void> remove(@PathParam("id") UUID id) {
        return subscriptions
                .remove(callers.current(), id)
                .invoke(
                        had -> {
                            if (!had) {
                                throw Refusal.notFound();
                            }
                        })
                .replaceWithVoid();
    }

    private static RestResponse<Subscription> answer(Optional<PgSubscriptions.Saved> saved) {
        PgSubscriptions.Saved known =
                saved.orElseThrow(() -> Refusal.conflict("The endpoint is another browser's"));
        return RestResponse.status(
                known.added() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                known.subscription());
    }
}
