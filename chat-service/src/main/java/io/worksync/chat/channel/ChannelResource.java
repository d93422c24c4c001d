package io.worksync.chat.channel;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.page.Cursor;
import io.worksync.chat.page.Limit;
import io.worksync.chat.page.Page;
import io.worksync.chat.page.Texts;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.chat.Channel;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.id.ChannelId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/chat/v1/channels")
@Authenticated
@Tag(name = "Channels")
class ChannelResource {

    private final Callers callers;
    private final CreateChannel creation;
    private final ChangeChannel changes;
    private final FindChannels channels;
    private final ChatConfig config;

    ChannelResource(
            Callers callers,
            CreateChannel creation,
            ChangeChannel changes,
            FindChannels channels,
            ChatConfig config) {
        this.callers = callers;
        this.creation = creation;
        this.changes = changes;
        this.channels = channels;
        this.config = config;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Opens a public or private channel")
    public Uni<MyChannel> create(CreateChannel.@Nullable Body body) {
        return callers.current().chain(me -> creation.create(me, body));
    }

    @GET
    @Operation(summary = "The caller's channels")
    public Uni<Page<MyChannel>> mine() {
        return callers.current().chain(channels::mine).map(all -> new Page<>(all, null));
    }

    @GET
    @Path("/browse")
    @Operation(summary = "Public channels to join")
    public Uni<Page<Channel>> browse(
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String limit) {
        String text = Texts.optional("q", q, config.text().query());
        Cursor after = Cursor.parse(cursor);
        int size = Limit.of(limit, config.page());
        return callers.current()
                .chain(me -> channels.browse(me, text == null ? "" : text, after, size + 1))
                .map(found -> page(found, size));
    }

    @GET
    @Path("/{channelId}")
    @Operation(summary = "One channel; with the caller's read state where they are a member")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(anyOf = {MyChannel.class, Channel.class})))
    public Uni<Object> one(@RestPath ChannelId channelId) {
        return callers.current().chain(me -> channels.one(me, channelId));
    }

    @PATCH
    @Path("/{channelId}")
    @Operation(summary = "Gives the channel another name or purpose, as its owner")
    public Uni<MyChannel> change(@RestPath ChannelId channelId, ChangeChannel.@Nullable Body body) {
        return callers.current().chain(me -> changes.change(me, channelId, body));
    }

    private static Page<Channel> page(List<Channel> oneMore, int size) {
        return Page.of(oneMore, size, ChannelResource::cursor);
    }

    private static Cursor cursor(Channel channel) {
        String name = channel.name() == null ? "" : channel.name();
        return new Cursor(name.toLowerCase(Locale.ROOT), channel.id().value());
    }
}
