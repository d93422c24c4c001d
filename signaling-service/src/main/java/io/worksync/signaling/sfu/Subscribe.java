package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.meeting.TrackSlot;
import io.worksync.signaling.janus.JanusSession.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Brings participants what the others send: one connection each, offered by the server, whose next
/// change waits until the one before is answered.
final class Subscribe {

    /// Looks without an answer after which an offer is repeated, and after which it is given up.
    private static final int REPEAT_AFTER = 3;

    private static final int GIVE_UP_AFTER = 12;

    private final Voice voice;

    Subscribe(Voice voice) {
        this.voice = voice;
    }

    /// The participant after its signal was handled.
    Uni<Attendee> take(RoomSession at, Attendee from, Signal signal, boolean encrypted) {
        Subscribing now = from.subscribing();
        if (now == null) {
            return Uni.createFrom().item(from);
        }
        SessionDescription description = signal.description();
        if (description == null) {
            return at.session()
                    .trickle(now.handle(), VideoRoom.candidate(signal.candidate()))
                    .replaceWith(from);
        }
        return switch (description.type()) {
            case "answer" -> answer(at, from, now, signal, encrypted);
            case "rollback" -> end(at, from);
            default -> Uni.createFrom().item(from);
        };
    }

    /// Sees to it that the participant is brought exactly this.
    Uni<Attendee> bring(RoomSession at, Attendee to, List<Carried> offered) {
        Subscribing now = to.subscribing();
        if (now == null) {
            return offered.isEmpty() ? Uni.createFrom().item(to) : begin(at, to, offered);
        }
        List<Carried> more = offered.stream().filter(one -> !now.carries(one)).toList();
        List<Carried> fewer =
                now.carried().stream()
                        .filter(one -> offered.stream().noneMatch(one::isSameAs))
                        .toList();
        boolean asWanted = more.isEmpty() && fewer.isEmpty();
        return asWanted || !now.answered()
                ? Uni.createFrom().item(to)
                : change(at, to, now, more, fewer);
    }

    /// Repeats an offer that is not answered, and in the end begins anew.
    Uni<Attendee> lookAfter(RoomSession at, Attendee to) {
        Subscribing now = to.subscribing();
        if (now == null || now.answered()) {
            return Uni.createFrom().item(to);
        }
        if (now.offer() == null || now.age() >= GIVE_UP_AFTER) {
            return end(at, to);
        }
        Attendee older = to.with(now.older());
        return now.age() == REPEAT_AFTER
                ? voice.offer(to.id(), now.negotiationId(), now.offer(), now.tracks())
                        .replaceWith(older)
                : Uni.createFrom().item(older);
    }

    /// Sends pictures in the sizes that are wanted now.
    Uni<Attendee> resize(RoomSession at, Attendee to) {
        Subscribing now = to.subscribing();
        List<Carried> pictures =
                now == null
                        ? List.of()
                        : now.carried().stream().filter(Subscribe::isPicture).toList();
        return now == null || pictures.isEmpty()
                ? Uni.createFrom().item(to)
                : at.session()
                        .message(now.handle(), at.requests().layers(pictures, to::layerOf))
                        .replaceWith(to);
    }

    /// Ends the connection, if there is one; the next look begins another.
    Uni<Attendee> end(RoomSession at, Attendee from) {
        Subscribing now = from.subscribing();
        return now == null
                ? Uni.createFrom().item(from)
                : at.session()
                        .detach(now.handle())
                        .replaceWith(() -> from.with((Subscribing) null));
    }

    private Uni<Attendee> begin(RoomSession at, Attendee to, List<Carried> offered) {
        return at.session().attach("to " + to.id()).chain(handle -> begin(at, to, handle, offered));
    }

    private Uni<Attendee> begin(RoomSession at, Attendee to, long handle, List<Carried> offered) {
        return at.session()
                .message(handle, at.requests().subscribe(offered, to::layerOf))
                .onFailure()
                .call(() -> at.session().detach(handle))
                .chain(reply -> offer(to, handle, reply, offered));
    }

    private Uni<Attendee> change(
            RoomSession at, Attendee to, Subscribing now, List<Carried> more, List<Carried> fewer) {
        List<Carried> known = new ArrayList<>(now.carried());
        known.removeAll(fewer);
        known.addAll(more);
        JsonObject update = at.requests().update(more, fewer, to::layerOf);
        return at.session()
                .message(now.handle(), update)
                .chain(reply -> offer(to, now.handle(), reply, known));
    }

    /// Where nothing had to be negotiated the server says so by not offering.
    private Uni<Attendee> offer(Attendee to, long handle, Reply reply, List<Carried> known) {
        SessionDescription offer = reply.description();
        Subscribing now = to.subscribing();
        if (offer == null) {
            return Uni.createFrom()
                    .item(
                            now == null
                                    ? to
                                    : to.with(
                                            new Subscribing(
                                                    handle,
                                                    now.negotiationId(),
                                                    now.offer(),
                                                    placed(known),
                                                    now.answered(),
                                                    0)));
        }
        Subscribing next =
                new Subscribing(
                        handle,
                        UUID.randomUUID().toString(),
                        offer,
                        carried(reply.data(), known),
                        false,
                        0);
        return voice.offer(to.id(), next.negotiationId(), offer, next.tracks())
                .replaceWith(() -> to.with(next));
    }

    private Uni<Attendee> answer(
            RoomSession at, Attendee from, Subscribing now, Signal signal, boolean encrypted) {
        SessionDescription answer = signal.description();
        boolean late = now.answered() || !now.negotiationId().equals(signal.negotiationId());
        return late || answer == null
                ? Uni.createFrom().item(from)
                : at.session()
                        .message(
                                now.handle(),
                                at.requests().start(),
                                VideoRoom.jsep(answer, encrypted))
                        .replaceWith(() -> from.with(now.withAnswer()));
    }

    /// What stands where in the server's description.
    private static List<Carried> carried(JsonObject data, List<Carried> known) {
        return data.getJsonArray("streams").stream()
                .map(JsonObject.class::cast)
                .filter(stream -> stream.getBoolean("active", true))
                .flatMap(stream -> found(stream, known).stream())
                .toList();
    }

    private static Optional<Carried> found(JsonObject stream, List<Carried> known) {
        @Nullable String feed = stream.getString("feed_id");
        @Nullable String mid = stream.getString("feed_mid");
        return known.stream()
                .filter(one -> one.feed().equals(feed) && one.feedMid().equals(mid))
                .findFirst()
                .map(one -> one.at(stream.getString("mid")));
    }

    private static List<Carried> placed(List<Carried> known) {
        return known.stream().filter(one -> one.mid() != null).toList();
    }

    private static boolean isPicture(Carried carried) {
        return carried.slot() == TrackSlot.CAMERA || carried.slot() == TrackSlot.SCREEN;
    }
}
