package io.worksync.signaling.janus;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.meeting.SessionDescription;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session at a server, with handles to its VideoRoom plugin. It outlives the connection that it
/// was made over for as long as the server's `reclaim_session_timeout`.
public final class JanusSession {

    private static final String PLUGIN = "janus.plugin.videoroom";

    private final JanusServer server;
    private final long id;

    private JanusSession(JanusServer server, long id) {
        this.server = server;
        this.id = id;
    }

    /// What the plugin answered or told, and a description with it, if any.
    public record Reply(JsonObject data, @Nullable SessionDescription description) {

        /// Reads an event of the plugin.
        public static Reply of(JsonObject message) {
            JsonObject plugin = message.getJsonObject("plugindata", new JsonObject());
            JsonObject jsep = message.getJsonObject("jsep");
            return new Reply(
                    plugin.getJsonObject("data", new JsonObject()),
                    jsep == null
                            ? null
                            : new SessionDescription(
                                    jsep.getString("type"), jsep.getString("sdp")));
        }
    }

    /// A new one; its events go to the listener.
    public static Uni<JanusSession> create(JanusServer server, Consumer<JsonObject> listener) {
        return server.ask(new JsonObject().put("janus", "create"))
                .map(answer -> new JanusSession(server, idOf(answer)))
                .invoke(session -> server.listen(session.id, listener));
    }

    /// One that was made over another connection; its events go to the listener from now on.
    /// Fails with [JanusRefusal#NO_SUCH_SESSION] where the server has ended it, or is another
    /// process by now.
    public static Uni<JanusSession> claim(
            JanusServer server, long id, Consumer<JsonObject> listener) {
        JanusSession session = new JanusSession(server, id);
        server.listen(id, listener);
        return server.ask(session.request("claim"))
                .onFailure()
                .invoke(() -> server.forget(id))
                .replaceWith(session);
    }

    public long id() {
        return id;
    }

    public JanusServer server() {
        return server;
    }

    /// A new handle to the plugin.
    public Uni<Long> attach(String opaqueId) {
        return server.ask(request("attach").put("plugin", PLUGIN).put("opaque_id", opaqueId))
                .map(JanusSession::idOf);
    }

    /// Asks the plugin; fails with [JanusRefusal] where it says no.
    public Uni<Reply> message(long handle, JsonObject body, @Nullable JsonObject jsep) {
        JsonObject request = request("message").put("handle_id", handle).put("body", body);
        if (jsep != null) {
            request.put("jsep", jsep);
        }
        return server.ask(request).map(Reply::of).invoke(JanusSession::requireSuccess);
    }

    public Uni<Reply> message(long handle, JsonObject body) {
        return message(handle, body, null);
    }

    /// Passes a candidate on, `{"completed":true}` for the end.
    public Uni<Void> trickle(long handle, JsonObject candidate) {
        return server.tell(request("trickle").put("handle_id", handle).put("candidate", candidate));
    }

    /// Ends a handle with its connection; one that is gone already is fine.
    public Uni<Void> detach(long handle) {
        return server.ask(request("detach").put("handle_id", handle))
                .replaceWithVoid()
                .onFailure(JanusRefusal.class)
                .recoverWithNull();
    }

    /// Sessions of which nothing is heard for a minute end.
    public Uni<Void> keepAlive() {
        return server.tell(request("keepalive"));
    }

    /// Ends the session with all its handles.
    public Uni<Void> destroy() {
        server.forget(id);
        return server.ask(request("destroy"))
                .replaceWithVoid()
                .onFailure(JanusRefusal.class)
                .recoverWithNull();
    }

    private JsonObject request(String kind) {
        return new JsonObject().put("janus", kind).put("session_id", id);
    }

    private static long idOf(JsonObject answer) {
        return answer.getJsonObject("data").getLong("id");
    }

    private static void requireSuccess(Reply reply) {
        int code = reply.data().getInteger("error_code", 0);
        if (code != 0) {
            throw new JanusRefusal(code, reply.data().getString("error", ""));
        }
    }
}
