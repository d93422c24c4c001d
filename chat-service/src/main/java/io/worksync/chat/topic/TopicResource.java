package io.worksync.chat.topic;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.membership.PgMembers;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.user.Callers;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/// For gateways and services, with the token of whom it is about; never proxied.
@Path("/internal/realtime/topics")
@Authenticated
class TopicResource {

    private static final String PREFIX = "channel:";

    private final Callers callers;
    private final PgMembers members;
    private final PgAccess accesses;

    TopicResource(Callers callers, PgMembers members, PgAccess accesses) {
        this.callers = callers;
        this.members = members;
        this.accesses = accesses;
    }

    record Topics(List<String> topics) {}

    @GET
    @Operation(hidden = true)
    public Uni<Topics> ofSession() {
        return callers.current()
                .chain(me -> members.channelsOf(me.id()))
                .map(channels -> new Topics(channels.stream().map(TopicResource::topic).toList()));
    }

    @GET
    @Path("/{topic}")
    @Operation(hidden = true)
    public Uni<Void> isAllowed(@RestPath String topic) {
        ChannelId channel = channel(topic);
        return callers.current()
                .chain(me -> accesses.find(me, channel))
                .invoke(Access::acting)
                .replaceWithVoid();
    }

    private static String topic(ChannelId channel) {
        return Announcement.channelTopic(channel).toString();
    }

    private static ChannelId channel(String topic) {
        try {
            if (topic.startsWith(PREFIX)) {
                return ChannelId.fromString(topic.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            // answered below, as any other topic that is none of ours
        }
        throw Refusal.notFound();
    }
}
