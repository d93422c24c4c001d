package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.worksync.signaling.janus.JanusRefusal;
import io.worksync.signaling.janus.JanusServer;
import io.worksync.signaling.janus.JanusSession;
import io.worksync.signaling.janus.JanusSession.Reply;
import java.util.function.Consumer;

/// A meeting's room at a server, open for its host.
///
/// @param watcher the handle that hears who publishes and who speaks
record RoomSession(JanusSession session, long watcher, Key key) {

    private static final String WATCHER = "service";

    /// What a room is called, and what its host may do with it by.
    record Key(String room, String secret, String pin) {

        VideoRoom requests() {
            return new VideoRoom(room, secret, pin);
        }

        /// Never the secrets.
        @Override
        public String toString() {
            return room;
        }
    }

    /// Makes the room.
    static Uni<RoomSession> make(
            JanusServer server, Key key, JsonObject create, Consumer<JsonObject> events) {
        return JanusSession.create(server, events)
                .chain(session -> session.attach(key.room()).map(h -> at(session, h, key)))
                .call(at -> at.ask(create))
                .call(at -> at.ask(key.requests().watch(WATCHER)));
    }

    /// Goes on with a room that another host made. Fails with [JanusRefusal] where it is gone.
    static Uni<RoomSession> claim(
            JanusServer server, RoomState state, Consumer<JsonObject> events) {
        Key key = new Key(state.room(), state.secret(), state.pin());
        return JanusSession.claim(server, state.session(), events)
                .map(session -> at(session, state.watcher(), key))
                .call(at -> at.ask(key.requests().listParticipants()));
    }

    VideoRoom requests() {
        return key.requests();
    }

    boolean isUp() {
        return session.server().isUp();
    }

    /// As the watcher.
    Uni<Reply> ask(JsonObject body) {
        return session.message(watcher, body);
    }

    /// Ends the room for all.
    Uni<Void> destroy() {
        return ask(requests().destroy())
                .replaceWithVoid()
                .onFailure(JanusRefusal.class)
                .recoverWithNull()
                .chain(session::destroy);
    }

    private static RoomSession at(JanusSession session, long watcher, Key key) {
        return new RoomSession(session, watcher, key);
    }
}
