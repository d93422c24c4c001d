package io.worksync.chat.membership;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.page.Cursor;
import io.worksync.chat.page.Limit;
import io.worksync.chat.page.Page;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.chat.Member;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/chat/v1/channels/{channelId}/members")
@Authenticated
@Tag(name = "Members")
class MemberResource {

    private final Callers callers;
    private final ChangeMembers changes;
    private final PgAccess accesses;
    private final PgMembers members;
    private final ChatConfig config;

    MemberResource(
            Callers callers,
            ChangeMembers changes,
            PgAccess accesses,
            PgMembers members,
            ChatConfig config) {
        this.callers = callers;
        this.changes = changes;
        this.accesses = accesses;
        this.members = members;
        this.config = config;
    }

    @GET
    @Operation(summary = "Who is in the channel, by user name")
    public Uni<Page<Member>> list(
            @RestPath ChannelId channelId,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String limit) {
        Cursor after = Cursor.parse(cursor);
        int size = Limit.of(limit, config.page());
        return callers.current()
                .chain(me -> accesses.find(me, channelId))
                .invoke(Access::visible)
                .chain(() -> members.ofChannel(channelId, after, size + 1))
                .map(found -> page(found, size));
    }

    @PUT
    @Path("/{userId}")
    @Operation(summary = "Joins a public channel, or adds somebody")
    public Uni<Void> add(@RestPath ChannelId channelId, @RestPath UserId userId) {
        return callers.current().chain(me -> changes.add(me, channelId, userId));
    }

    @DELETE
    @Path("/{userId}")
    @Operation(summary = "Leaves a channel, or removes somebody as its owner")
    public Uni<Void> remove(@RestPath ChannelId channelId, @RestPath UserId userId) {
        return callers.current().chain(me -> changes.remove(me, channelId, userId));
    }

    private static Page<Member> page(List<Member> oneMore, int size) {
        return Page.of(oneMore, size, MemberResource::cursor);
    }

    private static Cursor cursor(Member member) {
        return new Cursor(
                member.user().username().toLowerCase(Locale.ROOT), member.userId().value());
    }
}
