package io.worksync.chat.message;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.message.React.Change;
import io.worksync.chat.page.Limit;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MessageId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/chat/v1/channels/{channelId}/messages")
@Authenticated
@Tag(name = "Messages")
class MessageResource {

    private final Callers callers;
    private final SendMessage sending;
    private final ChangeMessage changes;
    private final React reacting;
    private final History history;
    private final ChatConfig config;

    MessageResource(
            Callers callers,
            SendMessage sending,
            ChangeMessage changes,
            React reacting,
            History history,
            ChatConfig config) {
        this.callers = callers;
        this.sending = sending;
        this.changes = changes;
        this.reacting = reacting;
        this.history = history;
        this.config = config;
    }

    @POST
    @Operation(
            summary = "Sends a message",
            description =
                    "201 with the message; 200 with the stored one where the clientId is known")
    public Uni<RestResponse<Message>> send(
            @RestPath ChannelId channelId, SendMessage.@Nullable Body body) {
        return callers.current()
                .chain(me -> sending.send(me, channelId, body))
                .map(MessageResource::answer);
    }

    private static RestResponse<Message> answer(SendMessage.Sent sent) {
        return RestResponse.status(
                sent.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                sent.message());
    }

    @GET
    @Operation(summary = "Messages in seq order: the latest, or before, after or around a seq")
    public Uni<History.Part> read(
            @RestPath ChannelId channelId,
            @RestQuery @Nullable String before,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String around,
            @RestQuery @Nullable String limit) {
        Window window = Window.of(before, after, around, Limit.of(limit, config.page()));
        return callers.current().chain(me -> history.read(me, channelId, window));
    }

    @PATCH
    @Path("/{messageId}")
    @Operation(summary = "Edits a message of the caller's own")
    public Uni<Message> edit(
            @RestPath ChannelId channelId,
            @RestPath MessageId messageId,
            ChangeMessage.@Nullable Body body) {
        return callers.current().chain(me -> changes.edit(me, channelId, messageId, body));
    }

    @DELETE
    @Path("/{messageId}")
    @Operation(summary = "Deletes a message as its author or an owner of the channel")
    public Uni<Void> delete(@RestPath ChannelId channelId, @RestPath MessageId messageId) {
        return callers.current().chain(me -> changes.delete(me, channelId, messageId));
    }

    @GET
    @Path("/{messageId}/thread")
    @Operation(summary = "A message and its replies in seq order")
    public Uni<History.ThreadPart> thread(
            @RestPath ChannelId channelId,
            @RestPath MessageId messageId,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String limit) {
        long after = cursor == null ? 0 : Limit.number("cursor", cursor);
        int size = Limit.of(limit, config.page());
        return callers.current().chain(me -> history.thread(me, channelId, messageId, after, size));
    }

    @PUT
    @Path("/{messageId}/reactions/{emoji}")
    @Operation(summary = "Puts an emoji on a message")
    public Uni<Void> react(
            @RestPath ChannelId channelId, @RestPath MessageId messageId, @RestPath String emoji) {
        return callers.current()
                .chain(me -> reacting.react(me, channelId, messageId, emoji, Change.PUT));
    }

    @DELETE
    @Path("/{messageId}/reactions/{emoji}")
    @Operation(summary = "Takes an emoji of the caller's own off a message")
    public Uni<Void> unreact(
            @RestPath ChannelId channelId, @RestPath MessageId messageId, @RestPath String emoji) {
        return callers.current()
                .chain(me -> reacting.react(me, channelId, messageId, emoji, Change.REMOVE));
    }
}
