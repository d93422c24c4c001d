package io.worksync.chat.topic;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// For services, with the token of whom it is about; never proxied: whom the caller shares a
/// channel with, so that a service that has not heard of a new channel yet need not wait for it.
@Path("/internal/realtime/people")
@Authenticated
class PeopleResource {

    private static final int MAX_IDS = 200;

    private final Callers callers;
    private final PgShared shared;

    PeopleResource(Callers callers, PgShared shared) {
        this.callers = callers;
        this.shared = shared;
    }

    record People(List<UserId> ids) {}

    /// Those of the people, ids separated by commas, who are in a channel with the caller.
    @GET
    @Operation(hidden = true)
    public Uni<People> sharing(@RestQuery @Nullable String ids) {
        List<UserId> people = people(ids);
        return callers.named().chain(me -> shared.with(me.id(), people)).map(People::new);
    }

    private static List<UserId> people(@Nullable String ids) {
        String[] parts = ids == null ? new String[0] : ids.split(",", MAX_IDS + 1);
        if (parts.length == 0 || parts.length > MAX_IDS) {
            throw Refusal.badRequest("ids", "From 1 to " + MAX_IDS + " ids, separated by commas");
        }
        try {
            return Arrays.stream(parts).map(UserId::fromString).toList();
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("ids", "Not a user id");
        }
    }
}
