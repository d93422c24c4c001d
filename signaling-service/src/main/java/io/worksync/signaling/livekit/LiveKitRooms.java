package io.worksync.signaling.livekit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/// LiveKit's RoomService: Twirp calls with JSON (docs.livekit.io, "Server APIs").
public final class LiveKitRooms {

    private static final Duration TOKEN = Duration.ofMinutes(1);
    private static final int NOT_FOUND = 404;

    private final WebClient client;
    private final URI url;
    private final LiveKitToken token;
    private final LiveKitConfig config;
    private final Clock clock;

    public LiveKitRooms(
            Vertx vertx, URI url, LiveKitToken token, LiveKitConfig config, Clock clock) {
        this.client = WebClient.create(vertx);
        this.url = url;
        this.token = token;
        this.config = config;
        this.clock = clock;
    }

    /// LiveKit says no; the message has its code, such as `permission_denied`.
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(int status, String code) {
            super("LiveKit says " + status + " " + code);
        }
    }

    /// Makes the room; one that is there already stays as it is.
    public Uni<Void> create(String room, int maxParticipants) {
        JsonObject body =
                new JsonObject()
                        .put("name", room)
                        .put("empty_timeout", config.emptyFor().toSeconds())
                        .put("max_participants", maxParticipants);
        return call("CreateRoom", body, token.toMakeRooms(clock.instant(), TOKEN));
    }

    /// Ends the room for all; one that is gone is fine.
    public Uni<Void> delete(String room) {
        return gone(
                call(
                        "DeleteRoom",
                        new JsonObject().put("room", room),
                        token.toMakeRooms(clock.instant(), TOKEN)));
    }

    /// Takes a participant out; one who is gone is fine.
    public Uni<Void> remove(String room, String participant) {
        return gone(
                call(
                        "RemoveParticipant",
                        new JsonObject().put("room", room).put("identity", participant),
                        token.toManage(room, clock.instant(), TOKEN)));
    }

    private Uni<Void> call(String method, JsonObject body, String bearer) {
        return client.postAbs(url.resolve("/twirp/livekit.RoomService/" + method).toString())
                .timeout(config.requestTimeout().toMillis())
                .bearerTokenAuthentication(bearer)
                .putHeader("Content-Type", "application/json")
                .sendJsonObject(body)
                .invoke(LiveKitRooms::requireSuccess)
                .replaceWithVoid();
    }

    private static void requireSuccess(HttpResponse<?> answer) {
        if (answer.statusCode() == NOT_FOUND) {
            throw new Gone();
        }
        if (answer.statusCode() != 200) {
            throw new Refused(answer.statusCode(), code(answer));
        }
    }

    /// Twirp's errors are `{"code", "msg"}`.
    private static String code(HttpResponse<?> answer) {
        try {
            JsonObject body = answer.bodyAsJsonObject();
            return body == null ? "" : body.getString("code", "");
        } catch (RuntimeException notJson) {
            return "";
        }
    }

    private static Uni<Void> gone(Uni<Void> call) {
        return call.onFailure(Gone.class).recoverWithNull();
    }

    private static final class Gone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Gone() {
            super("not there", null, false, false);
        }
    }
}
