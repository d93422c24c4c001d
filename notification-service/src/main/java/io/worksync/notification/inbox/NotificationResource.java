package io.worksync.notification.inbox;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.NotificationId;
import io.worksync.contracts.notification.Counts;
import io.worksync.contracts.problem.Refusal;
import io.worksync.notification.caller.Callers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/// The caller's inbox.
@Path("/api/notifications/v1/notifications")
@Authenticated
class NotificationResource {

    private final Callers callers;
    private final PgInboxReads reads;
    private final PgInbox inbox;
    private final MarkRead markRead;
    private final InboxConfig config;

    NotificationResource(
            Callers callers,
            PgInboxReads reads,
            PgInbox inbox,
            MarkRead markRead,
            InboxConfig config) {
        this.callers = callers;
        this.reads = reads;
        this.inbox = inbox;
        this.markRead = markRead;
        this.config = config;
    }

    @GET
    public Uni<NotificationPage> page(
            @QueryParam("state") @Nullable String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable String limit) {
        int size = size(limit);
        return reads.page(callers.current(), ReadState.of(state), cursor(cursor), size + 1)
                .map(read -> NotificationPage.of(read, size));
    }

    @GET
    @Path("counts")
    public Uni<Counts> counts() {
        return inbox.counts(callers.current());
    }

    @PUT
    @Path("{id}/read")
    public Uni<Void> read(@PathParam("id") NotificationId id) {
        return markRead.one(callers.current(), id);
    }

    @PUT
    @Path("read")
    public Uni<Void> readUpTo(@Nullable ReadBody body) {
        if (body == null) {
            throw Refusal.badRequest("body", "A JSON object is needed");
        }
        return markRead.upTo(callers.current(), body.upTo());
    }

    private static @Nullable NotificationId cursor(@Nullable String text) {
        try {
            return text == null ? null : NotificationId.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("cursor", "Not a cursor of this list");
        }
    }

    private int size(@Nullable String limit) {
        if (limit == null) {
            return config.pageSize();
        }
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1) {
                return Math.min(size, config.maxPageSize());
            }
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("limit", "A number");
        }
        throw Refusal.badRequest("limit", "At least 1");
    }
}
