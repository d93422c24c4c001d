package io.worksync.presence.membership;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.caller.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks chat-service, which knows memberships first, with the caller's own token.
@ApplicationScoped
class HttpChatMembers {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Set<Integer> ANSWERS = Set.of(200, 204, 403, 404);

    private final WebClient client;
    private final ChatConfig config;

    HttpChatMembers(Vertx vertx, ChatConfig config) {
        this.client = WebClient.create(vertx);
        this.config = config;
    }

    /// Whether the caller is a member of the channel; fails when no instance says so either way.
    Uni<Boolean> isMember(Caller caller, ChannelId channel) {
        return ask(caller, "/internal/realtime/topics/channel:" + channel)
                .map(response -> response.statusCode() == 204);
    }

    /// Those of the users who share a channel with the caller; fails when no instance says.
    Uni<List<UserId>> sharing(Caller caller, Collection<UserId> users) {
        String ids = users.stream().map(UserId::toString).collect(Collectors.joining(","));
        return ask(caller, "/internal/realtime/people?ids=" + ids).map(HttpChatMembers::people);
    }

    /// The same question always goes to the same instance first.
    private Uni<HttpResponse<Buffer>> ask(Caller caller, String question) {
        List<URI> urls = config.urls();
        int first = Math.floorMod(question.hashCode(), urls.size());
        Uni<HttpResponse<Buffer>> asked = ask(urls.get(first), caller, question);
        for (int i = 1; i < urls.size(); i++) {
            URI next = urls.get((first + i) % urls.size());
            asked = asked.onFailure().recoverWithUni(() -> ask(next, caller, question));
        }
        return asked;
    }

    /// Fails where the answer says nothing, so that another instance is asked.
    private Uni<HttpResponse<Buffer>> ask(URI base, Caller caller, String question) {
        return client.getAbs(base.resolve(question).toString())
                .bearerTokenAuthentication(caller.token())
                .timeout(config.timeout().toMillis())
                .send()
                .invoke(HttpChatMembers::check);
    }

    private static void check(HttpResponse<Buffer> response) {
        if (!ANSWERS.contains(response.statusCode())) {
            throw Refusal.unavailable("Memberships cannot be checked right now", RETRY_AFTER);
        }
    }

    private static List<UserId> people(HttpResponse<Buffer> response) {
        return response.statusCode() == 200
                ? response.bodyAsJsonObject().getJsonArray("ids").stream()
                        .map(id -> UserId.fromString(id.toString()))
                        .toList()
                : List.of();
    }
}
