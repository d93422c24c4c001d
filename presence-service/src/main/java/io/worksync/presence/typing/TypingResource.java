package io.worksync.presence.typing;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.caller.Caller;
import io.worksync.presence.caller.Callers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Clients say here that their user types.
@Path("/api/presence/v1/typing")
@Authenticated
class TypingResource {

    private final Callers callers;
    private final SetTyping typing;

    TypingResource(Callers callers, SetTyping typing) {
        this.callers = callers;
        this.typing = typing;
    }

    @POST
    @ResponseStatus(202)
    public Uni<Void> set(@Nullable TypingBody body) {
        if (body == null) {
            throw Refusal.badRequest("body", "A JSON object is needed");
        }
        Caller caller = callers.current();
        Place place = body.place(caller.id());
        return body.begins() ? typing.start(caller, place) : typing.stop(caller, place);
    }
}
