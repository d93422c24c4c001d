package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.meeting.Track;
import io.worksync.signaling.janus.JanusSession;
import io.worksync.signaling.janus.JanusSession.Reply;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes what participants send: one connection each, which may be offered anew at any time.
final class Publish {

    private final Voice voice;

    Publish(Voice voice) {
        this.voice = voice;
    }

    /// The participant after its signal was handled.
    Uni<Attendee> take(RoomSession at, Attendee from, Signal signal, boolean encrypted) {
        SessionDescription description = signal.description();
        if (description == null) {
            return candidate(at, from, signal);
        }
        return description.type().equals("offer")
                ? offer(at, from, new Offer(signal, description, encrypted))
                : Uni.createFrom().item(from);
    }

    private record Offer(Signal signal, SessionDescription description, boolean encrypted) {

        String id() {
            return Objects.requireNonNullElseGet(
                    signal.negotiationId(), () -> UUID.randomUUID().toString());
        }

        List<Track> tracks() {
            List<Track> tracks = signal.tracks();
            return tracks == null ? List.of() : tracks;
        }

        JsonObject jsep() {
            return VideoRoom.jsep(description, encrypted);
        }
    }

    private Uni<Attendee> candidate(RoomSession at, Attendee from, Signal signal) {
        Publishing publishing = from.publishing();
        return publishing == null
                ? Uni.createFrom().item(from)
                : at.session()
                        .trickle(publishing.handle(), VideoRoom.candidate(signal.candidate()))
                        .replaceWith(from);
    }

    /// An offer that comes again gets its answer again; one of the same connection changes it; one
    /// of another connection takes its place.
    private Uni<Attendee> offer(RoomSession at, Attendee from, Offer offer) {
        Publishing now = from.publishing();
        if (now != null && now.answer() != null && now.hasAnswered(offer.signal.negotiationId())) {
            return voice.answer(from.id(), now.negotiationId(), now.answer()).replaceWith(from);
        }
        return now != null && now.isOf(offer.description)
                ? again(at, from, now, offer)
                : anew(at, from, now, offer);
    }

    private Uni<Attendee> again(RoomSession at, Attendee from, Publishing now, Offer offer) {
        return at.session()
                .message(now.handle(), at.requests().republish(offer.tracks()), offer.jsep())
                .chain(reply -> answered(from, now, offer, reply));
    }

    private Uni<Attendee> anew(
            RoomSession at, Attendee from, @Nullable Publishing before, Offer offer) {
        Attendee next = from.connectedAgain();
        return leave(at, before)
                .chain(() -> at.session().attach(next.nextFeed()))
                .chain(handle -> enter(at, next, handle, offer));
    }

    private Uni<Attendee> enter(RoomSession at, Attendee from, long handle, Offer offer) {
        JanusSession session = at.session();
        Publishing fresh =
                new Publishing(
                        handle,
                        from.nextFeed(),
                        Publishing.fingerprintOf(offer.description),
                        null,
                        null,
                        List.of(),
                        false);
        return session.message(
                        handle, at.requests().publish(fresh.feed(), offer.tracks()), offer.jsep())
                .onFailure()
                .call(() -> session.detach(handle))
                .chain(reply -> answered(from, fresh, offer, reply));
    }

    private Uni<Attendee> answered(Attendee from, Publishing now, Offer offer, Reply reply) {
        SessionDescription answer = reply.description();
        if (answer == null) {
            return Uni.createFrom().item(from.with(now));
        }
        String id = offer.id();
        return voice.answer(from.id(), id, answer)
                .replaceWith(() -> from.with(now.answered(id, answer, offer.tracks())));
    }

    /// Ends the connection, if there is one.
    static Uni<Void> leave(RoomSession at, @Nullable Publishing publishing) {
        return publishing == null
                ? Uni.createFrom().voidItem()
                : at.session().detach(publishing.handle());
    }
}
