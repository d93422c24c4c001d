package io.worksync.chat.topic;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.realtime.Topic;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// For gateways and services, with the token of whom it is about; never proxied.
@Path("/internal/realtime/topics")
@Authenticated
class TopicResource {

    /// The namespaces of topics that belong to the members of the channel that they name.
    private static final Set<String> OF_MEMBERS = Set.of("channel", "board", "cursor");

    /// What every node tells of itself. It is of no service: whose roles are known here decides.
    private static final String NODES = "ops:nodes";

    private final Callers callers;
    private final FindTopics topics;
    private final PgAccess accesses;

    TopicResource(Callers callers, FindTopics topics, PgAccess accesses) {
        this.callers = callers;
        this.topics = topics;
        this.accesses = accesses;
    }

    record Topics(List<String> topics) {}

    /// `published` is the number of the last event on the caller's own topic, as far as it is known
    /// to whoever asks; they must receive that topic already.
    @GET
    @Operation(hidden = true)
    public Uni<Topics> ofSession(@RestQuery @Nullable String published) {
        long number = number(published);
        return callers.named()
                .chain(me -> topics.of(me, number))
                .map(channels -> new Topics(channels.stream().map(TopicResource::topic).toList()));
    }

    @GET
    @Path("/{topic}")
    @Operation(hidden = true)
    public Uni<Void> isAllowed(@RestPath String topic) {
        return topic.equals(NODES)
                ? callers.named().invoke(TopicResource::refuseUnlessAdmin).replaceWithVoid()
                : isAllowedIn(channel(topic));
    }

    private Uni<Void> isAllowedIn(ChannelId channel) {
        return callers.current()
                .chain(me -> accesses.find(me, channel))
                .invoke(Access::acting)
                .replaceWithVoid();
    }

    private static void refuseUnlessAdmin(User me) {
        if (me.role() != UserRole.ADMIN) {
            throw Refusal.forbidden("This is for admins");
        }
    }

    private static String topic(ChannelId channel) {
        return Announcement.channelTopic(channel).toString();
    }

    private static long number(@Nullable String published) {
        try {
            return published == null ? 0 : Long.parseLong(published);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("published", "Expected a number");
        }
    }

    private static ChannelId channel(String topic) {
        try {
            Topic parsed = Topic.parse(topic);
            if (OF_MEMBERS.contains(parsed.namespace())) {
                return ChannelId.fromString(parsed.name());
            }
        } catch (IllegalArgumentException e) {
            // answered below, as any other topic that is none of ours
        }
        throw Refusal.notFound();
    }
}
