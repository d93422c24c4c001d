package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.caller.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Asks chat-service, which knows memberships first, with the caller's own token.
@ApplicationScoped
class HttpChatMembers {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final WebClient client;
    private final ChatConfig config;

    HttpChatMembers(Vertx vertx, ChatConfig config) {
        this.client = WebClient.create(vertx);
        this.config = config;
    }

    /// Whether the caller is a member of the channel; fails when no instance says so either way.
    Uni<Boolean> isMember(Caller caller, ChannelId channel) {
        List<URI> urls = config.urls();
        int first = Math.floorMod(channel.hashCode(), urls.size());
        Uni<Boolean> asked = ask(urls.get(first), caller, channel);
        for (int i = 1; i < urls.size(); i++) {
            URI next = urls.get((first + i) % urls.size());
            asked = asked.onFailure().recoverWithUni(() -> ask(next, caller, channel));
        }
        return asked;
    }

    private Uni<Boolean> ask(URI base, Caller caller, ChannelId channel) {
        return client.getAbs(
                        base.resolve("/internal/realtime/topics/channel:" + channel).toString())
                .bearerTokenAuthentication(caller.token())
                .timeout(config.timeout().toMillis())
                .send()
                .map(response -> isMember(response.statusCode()));
    }

    private static boolean isMember(int status) {
        return switch (status) {
            case 204 -> true;
            case 403, 404 -> false;
            default ->
                    throw Refusal.unavailable(
                            "Memberships cannot be checked right now", RETRY_AFTER);
        };
    }
}
