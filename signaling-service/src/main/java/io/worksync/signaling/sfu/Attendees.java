package io.worksync.signaling.sfu;

import io.worksync.contracts.id.ParticipantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The participants of one meeting as its media server knows them.
final class Attendees {

    private final Map<ParticipantId, Attendee> all = new LinkedHashMap<>();

    List<Attendee> list() {
        return List.copyOf(all.values());
    }

    List<ParticipantId> ids() {
        return List.copyOf(all.keySet());
    }

    /// Those who have a connection to the server, or are about to.
    List<ParticipantId> connected() {
        return all.values().stream()
                .filter(attendee -> attendee.publishing() != null)
                .map(Attendee::id)
                .toList();
    }

    List<ParticipantId> absentFrom(Set<ParticipantId> present) {
        return all.keySet().stream().filter(one -> !present.contains(one)).toList();
    }

    @Nullable Attendee find(ParticipantId id) {
        return all.get(id);
    }

    Attendee ensure(ParticipantId id) {
        return all.computeIfAbsent(id, Attendee::of);
    }

    void put(Attendee attendee) {
        all.put(attendee.id(), attendee);
    }

    @Nullable Attendee remove(ParticipantId id) {
        return all.remove(id);
    }

    /// At another server nothing is left of anybody.
    void move() {
        all.replaceAll((id, attendee) -> attendee.moved());
    }

    /// Media of this feed may flow, or flows no more.
    void setLive(String feed, boolean live) {
        all.replaceAll(
                (id, attendee) -> {
                    Publishing now = attendee.publishing();
                    return now != null && now.feed().equals(feed)
                            ? attendee.with(now.live(live))
                            : attendee;
                });
    }

    /// All that the others publish.
    List<Carried> offeredTo(ParticipantId to) {
        return all.values().stream()
                .filter(attendee -> !attendee.id().equals(to))
                .flatMap(attendee -> attendee.offered().stream())
                .toList();
    }

    Optional<Attendee> having(long handle) {
        return all.values().stream().filter(one -> one.has(handle)).findFirst();
    }

    /// A feed is called by its participant and a number.
    Stream<ParticipantId> named(@Nullable Object feed) {
        return all.keySet().stream()
                .filter(one -> feed instanceof String name && name.startsWith(one + "~"));
    }
}
