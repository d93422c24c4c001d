package io.worksync.chat.user;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.page.Cursor;
import io.worksync.chat.page.Limit;
import io.worksync.chat.page.Page;
import io.worksync.chat.page.Texts;
import io.worksync.contracts.chat.User;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/chat/v1/users")
@Authenticated
@Tag(name = "Directory")
class UserResource {

    private final Callers callers;
    private final PgUsers users;
    private final ChatConfig config;

    UserResource(Callers callers, PgUsers users, ChatConfig config) {
        this.callers = callers;
        this.users = users;
        this.config = config;
    }

    @GET
    @Path("/me")
    @Operation(summary = "Who the caller is")
    public Uni<User> me() {
        return callers.current();
    }

    @GET
    @Operation(summary = "Finds people by a part of their name")
    public Uni<Page<User>> search(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String limit) {
        String text = Texts.optional("q", q, config.text().query());
        Cursor after = Cursor.parse(cursor);
        int size = Limit.of(limit, config.page());
        return callers.current()
                .chain(me -> users.search(me, text == null ? "" : text, after, size + 1))
                .map(found -> page(found, size));
    }

    private static Page<User> page(List<User> oneMore, int size) {
        return Page.of(
                oneMore,
                size,
                user -> new Cursor(user.username().toLowerCase(Locale.ROOT), user.id().value()));
    }
}
