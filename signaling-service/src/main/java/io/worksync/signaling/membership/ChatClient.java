package io.worksync.signaling.membership;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Asks chat-service with the caller's own token, so that it decides what the caller may know.
///
/// Tries each instance once; where none answers the call is refused with 503.
@ApplicationScoped
class ChatClient {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final WebClient client;
    private final ChatConfig config;

    ChatClient(Vertx vertx, ChatConfig config) {
        WebClientOptions options =
                new WebClientOptions()
                        .setConnectTimeout((int) config.timeout().toMillis())
                        .setMaxWaitQueueSize(config.maxWaiting())
                        .setFollowRedirects(false);
        this.client = WebClient.create(vertx, options);
        this.config = config;
    }

    /// Whether the caller is a member of the channel.
    Uni<Boolean> isMember(Caller caller, ChannelId channel) {
        return get(caller, "/internal/realtime/topics/channel:" + channel)
                .map(
                        answer ->
                                switch (answer.statusCode()) {
                                    case 200, 204 -> true;
                                    case 403, 404 -> false;
                                    default -> throw unavailable();
                                });
    }

    /// The members of one of the caller's channels; more than `limit` are not read to the end.
    Uni<List<UserId>> members(Caller caller, ChannelId channel, int limit) {
        return page(caller, channel, List.of(), "", limit);
    }

    private Uni<List<UserId>> page(
            Caller caller, ChannelId channel, List<UserId> before, String cursor, int limit) {
        String query =
                cursor.isEmpty()
                        ? ""
                        : "?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        return get(caller, "/api/chat/v1/channels/" + channel + "/members" + query)
                .map(ChatClient::body)
                .chain(body -> next(caller, channel, with(before, body), body, limit));
    }

    private Uni<List<UserId>> next(
            Caller caller, ChannelId channel, List<UserId> read, JsonObject body, int limit) {
        String cursor = body.getString("nextCursor", "");
        return cursor == null || cursor.isEmpty() || read.size() > limit
                ? Uni.createFrom().item(read)
                : page(caller, channel, read, cursor, limit);
    }

    private static List<UserId> with(List<UserId> before, JsonObject body) {
        JsonArray items = body.getJsonArray("items", new JsonArray());
        return Stream.concat(before.stream(), items.stream().map(ChatClient::userId)).toList();
    }

    private static UserId userId(Object member) {
        return UserId.fromString(((JsonObject) member).getString("userId"));
    }

    private static JsonObject body(HttpResponse<Buffer> answer) {
        return switch (answer.statusCode()) {
            case 200 -> answer.bodyAsJsonObject();
            case 403, 404 -> throw Refusal.notFound();
            default -> throw unavailable();
        };
    }

    private Uni<HttpResponse<Buffer>> get(Caller caller, String path) {
        return config.urls().stream()
                .map(instance -> get(caller, instance, path))
                .reduce((first, second) -> first.onFailure().recoverWithUni(second))
                .orElseThrow()
                .onFailure()
                .transform(failure -> unavailable());
    }

    private Uni<HttpResponse<Buffer>> get(Caller caller, URI instance, String path) {
        return client.getAbs(instance + path)
                .bearerTokenAuthentication(caller.token())
                .timeout(config.timeout().toMillis())
                .send();
    }

    private static Refusal unavailable() {
        return Refusal.unavailable("The channel's members cannot be asked for now", RETRY_AFTER);
    }
}
