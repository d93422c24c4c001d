package io.worksync.signaling.sfu;

import io.worksync.contracts.id.ParticipantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A participant as the media server knows it.
///
/// @param connections how many publishing connections it has had
record Attendee(
        ParticipantId id,
        int connections,
        @Nullable Publishing publishing,
        @Nullable Subscribing subscribing,
        List<Wanted> wanted) {

    Attendee {
        wanted = List.copyOf(wanted);
    }

    static Attendee of(ParticipantId id) {
        return new Attendee(id, 0, null, null, List.of());
    }

    Attendee with(@Nullable Publishing changed) {
        return new Attendee(id, connections, changed, subscribing, wanted);
    }

    Attendee with(@Nullable Subscribing changed) {
        return new Attendee(id, connections, publishing, changed, wanted);
    }

    Attendee wanting(List<Wanted> changed) {
        return new Attendee(id, connections, publishing, subscribing, changed);
    }

    Attendee connectedAgain() {
        return new Attendee(id, connections + 1, null, subscribing, wanted);
    }

    /// At another server nothing of it is left.
    Attendee moved() {
        return new Attendee(id, connections, null, null, wanted);
    }

    /// What to call it in the room: nobody else was called so before.
    String nextFeed() {
        return id + "~" + connections;
    }

    List<Carried> offered() {
        return publishing == null ? List.of() : publishing.offered(id);
    }

    Layer layerOf(Carried carried) {
        return wanted.stream()
                .filter(one -> one.isOf(carried))
                .map(Wanted::layer)
                .findFirst()
                .orElse(Layer.HIGH);
    }

    boolean has(long handle) {
        return (publishing != null && publishing.handle() == handle)
                || (subscribing != null && subscribing.handle() == handle);
    }
}
