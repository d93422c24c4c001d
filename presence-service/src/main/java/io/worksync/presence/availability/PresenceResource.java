package io.worksync.presence.availability;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.caller.Callers;
import io.worksync.presence.status.Status;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is there, and what the caller says of themselves.
@Path("/api/presence/v1")
@Authenticated
class PresenceResource {

    private final Callers callers;
    private final ReadPresences presences;
    private final SetStatus status;
    private final PresenceConfig config;

    PresenceResource(
            Callers callers, ReadPresences presences, SetStatus status, PresenceConfig config) {
        this.callers = callers;
        this.presences = presences;
        this.status = status;
        this.config = config;
    }

    @GET
    @Path("users")
    public Uni<PresencePage> users(@QueryParam("ids") @Nullable String ids) {
        return presences.read(callers.current(), userIds(ids)).map(PresencePage::new);
    }

    @GET
    @Path("me")
    public Uni<Status> mine() {
        return status.get(callers.current().id());
    }

    @PUT
    @Path("me")
    public Uni<Status> setMine(@Nullable StatusBody body) {
        if (body == null) {
            throw Refusal.badRequest("body", "A JSON object is needed");
        }
        return status.set(callers.current().id(), body.status());
    }

    private Set<UserId> userIds(@Nullable String ids) {
        if (ids == null || ids.isBlank()) {
            throw Refusal.badRequest("ids", "User ids, separated by commas");
        }
        String[] parts = ids.split(",", config.maxIds() + 1);
        if (parts.length > config.maxIds()) {
            throw Refusal.badRequest("ids", "At most " + config.maxIds() + " ids");
        }
        Set<UserId> users = new LinkedHashSet<>();
        for (String part : parts) {
            users.add(userId(part.strip()));
        }
        return users;
    }

    private static UserId userId(String text) {
        try {
            return UserId.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("ids", "Not a user id");
        }
    }
}
