package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.meeting.SignalAddress;
import io.worksync.signaling.janus.JanusRefusal;
import io.worksync.signaling.janus.JanusSession.Reply;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.sfu.RedisRooms.Placed;
import io.worksync.signaling.sfu.RoomMaker.Opened;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A meeting at a media server, as its host runs it.
///
/// It is always brought to what the meeting is now, so that nothing has to be heard exactly once.
/// All methods are to be called from the room's own turns.
final class Room {

    private static final Logger LOG = Logger.getLogger(Room.class);
    private static final String FIRST_ORDER = "0-0";

    private final MeetingId id;
    private final RoomMaker maker;
    private final RedisRooms store;
    private final Voice voice;
    private final Publish publish;
    private final Subscribe subscribe;
    private final Recorder recorder;
    private final Speakers speakers = new Speakers();
    private final Attendees attendees = new Attendees();
    private final RoomEvents heard = new RoomEvents(attendees, speakers);
    private final Consumer<JsonObject> events;
    private @Nullable RoomSession session;
    private @Nullable RoomState saved;
    private boolean loaded;
    private boolean encrypted;
    private boolean recording;
    private int moves;
    private String cursor = FIRST_ORDER;

    Room(
            MeetingId id,
            RoomMaker maker,
            RedisRooms store,
            Voice voice,
            Recorder recorder,
            Consumer<JsonObject> events) {
        this.id = id;
        this.maker = maker;
        this.store = store;
        this.voice = voice;
        this.publish = new Publish(voice);
        this.subscribe = new Subscribe(voice);
        this.recorder = recorder;
        this.events = events;
    }

    /// Whether the room is there no more, or another instance hosts it.
    enum Outcome {
        OPEN,
        GONE
    }

    /// Brings the room to what the meeting is now, and carries out what participants asked for.
    Uni<Outcome> bringTo(LiveMeeting meeting) {
        return meeting instanceof Ongoing ongoing
                ? load().chain(() -> host(ongoing))
                : load().chain(this::end).replaceWith(Outcome.GONE);
    }

    /// What has to be done at an interval.
    Uni<Void> lookAfter() {
        RoomSession at = session;
        return at == null || !at.isUp()
                ? nothing()
                : at.session()
                        .keepAlive()
                        .chain(() -> each(attendees.ids(), one -> lookAfter(at, one)));
    }

    /// Something happened at the server.
    Uni<Void> on(JsonObject event) {
        RoomSession at = session;
        if (at == null || event.getLong("session_id", 0L) != at.session().id()) {
            return nothing();
        }
        long sender = event.getLong("sender", 0L);
        return switch (event.getString("janus", "")) {
            case "trickle" -> candidate(sender, event.getJsonObject("candidate"));
            case "event" ->
                    sender == at.watcher() ? watched(at, Reply.of(event).data()) : nothing();
            case "hangup", "detached" -> hungUp(sender);
            case "timeout" -> lost();
            default -> nothing();
        };
    }

    /// Whom the loudest are told to be, where that changed.
    Uni<Void> tellSpeakers() {
        return speakers.changed() ? voice.speakers(speakers.tell()) : nothing();
    }

    boolean hasNewSpeakers() {
        return speakers.changed();
    }

    private Uni<Void> load() {
        return loaded ? nothing() : store.load(id).invoke(this::remember).replaceWithVoid();
    }

    private void remember(@Nullable RoomState state) {
        loaded = true;
        saved = state;
        if (state != null) {
            cursor = state.cursor();
            moves = state.moves();
            recording = state.recording();
            state.attendees().forEach(attendees::put);
        }
    }

    private Uni<Outcome> host(Ongoing meeting) {
        encrypted = meeting.toMeeting().e2ee();
        return open().chain(at -> work(at, meeting))
                .chain(this::save)
                .map(isHost -> isHost ? Outcome.OPEN : Outcome.GONE);
    }

    private Uni<RoomSession> open() {
        if (session != null && session.isUp()) {
            return Uni.createFrom().item(session);
        }
        return maker.open(id, saved, events).call(this::opened).map(Opened::session);
    }

    /// In a new room nobody is: whoever published is asked to do it again.
    private Uni<Void> opened(Opened opened) {
        session = opened.session();
        if (!opened.fresh()) {
            return nothing();
        }
        List<ParticipantId> moved = attendees.connected();
        attendees.move();
        recording = false;
        moves++;
        return each(moved, voice::beginAnew);
    }

    private Uni<Void> work(RoomSession at, Ongoing meeting) {
        Set<ParticipantId> present =
                meeting.seats().stream().map(Seat::id).collect(Collectors.toSet());
        return each(attendees.absentFrom(present), gone -> leave(at, gone))
                .chain(() -> store.ordersAfter(id, cursor))
                .chain(orders -> each(orders, order -> carryOut(at, present, order)))
                .chain(() -> bringAll(at))
                .chain(() -> record(at, meeting));
    }

    private Uni<Void> carryOut(RoomSession at, Set<ParticipantId> present, Placed placed) {
        cursor = placed.id();
        RoomOrder order = placed.order();
        if (!present.contains(order.from())) {
            return nothing();
        }
        Attendee from = attendees.ensure(order.from());
        Uni<Attendee> carriedOut =
                switch (order) {
                    case RoomOrder.Pass(ParticipantId participant, Signal signal) ->
                            pass(at, from, signal);
                    case RoomOrder.Want(ParticipantId participant, List<Wanted> wanted) ->
                            subscribe.resize(at, from.wanting(wanted));
                };
        return keeping(carriedOut);
    }

    private Uni<Attendee> pass(RoomSession at, Attendee from, Signal signal) {
        return signal.to().equals(SignalAddress.PUBLISHER)
                ? publish.take(at, from, signal, encrypted)
                : subscribe.take(at, from, signal, encrypted);
    }

    private Uni<Void> bringAll(RoomSession at) {
        return each(attendees.connected(), participant -> bring(at, participant));
    }

    private Uni<Void> bring(RoomSession at, ParticipantId to) {
        Attendee attendee = attendees.find(to);
        return attendee == null
                ? nothing()
                : keeping(subscribe.bring(at, attendee, attendees.offeredTo(to)));
    }

    private Uni<Void> lookAfter(RoomSession at, ParticipantId participant) {
        Attendee attendee = attendees.find(participant);
        return attendee == null ? nothing() : keeping(subscribe.lookAfter(at, attendee));
    }

    private Uni<Void> record(RoomSession at, Ongoing meeting) {
        boolean wanted = meeting.toMeeting().recording() != null;
        if (wanted == recording) {
            return nothing();
        }
        return at.ask(at.requests().record(wanted))
                .call(() -> recorder.toggled(meeting.facts().id(), at, wanted))
                .invoke(() -> recording = wanted)
                .replaceWithVoid();
    }

    private Uni<Void> leave(RoomSession at, ParticipantId gone) {
        Attendee attendee = attendees.remove(gone);
        speakers.isSilent(gone);
        return attendee == null
                ? nothing()
                : Publish.leave(at, attendee.publishing())
                        .chain(() -> subscribe.end(at, attendee))
                        .replaceWithVoid();
    }

    /// A refusal concerns the one participant, whose next signal may mend it; a server that is
    /// lost concerns all.
    private Uni<Void> keeping(Uni<Attendee> handling) {
        return handling.invoke(attendees::put)
                .onFailure(JanusRefusal.class)
                .invoke(failure -> LOG.infof("Meeting %s: %s", id, failure.getMessage()))
                .onFailure(JanusRefusal.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> candidate(long handle, JsonObject told) {
        Attendee to = attendees.having(handle).orElse(null);
        if (to == null) {
            return nothing();
        }
        Publishing publishing = to.publishing();
        Subscribing subscribing = to.subscribing();
        IceCandidate candidate = VideoRoom.candidate(told);
        if (publishing != null && publishing.handle() == handle) {
            String id = publishing.negotiationId();
            return voice.candidate(to.id(), SignalAddress.PUBLISHER, id, candidate);
        }
        String id = subscribing == null ? null : subscribing.negotiationId();
        return voice.candidate(to.id(), SignalAddress.SUBSCRIBER, id, candidate);
    }

    private Uni<Void> watched(RoomSession at, JsonObject data) {
        if (data.getString("videoroom", "").equals("destroyed")) {
            return lost();
        }
        return heard.note(data) ? bringAll(at).chain(this::save).replaceWithVoid() : nothing();
    }

    /// The browser's side is gone too, or will notice; what it offers next is another connection.
    private Uni<Void> hungUp(long handle) {
        Attendee attendee = attendees.having(handle).orElse(null);
        RoomSession at = session;
        if (attendee == null || at == null) {
            return nothing();
        }
        Publishing publishing = attendee.publishing();
        if (publishing == null || publishing.handle() != handle) {
            return keeping(subscribe.end(at, attendee));
        }
        speakers.isSilent(attendee.id());
        return keeping(
                Publish.leave(at, publishing).replaceWith(() -> attendee.with((Publishing) null)));
    }

    private Uni<Void> lost() {
        session = null;
        return nothing();
    }

    private Uni<Void> end() {
        RoomState state = saved;
        Uni<Void> ended =
                session != null && session.isUp()
                        ? session.destroy()
                        : state == null
                                ? nothing()
                                : maker.open(id, state, events)
                                        .chain(opened -> opened.session().destroy());
        return ended.call(() -> recording ? recorder.ended(id) : nothing())
                .onFailure()
                .invoke(failure -> LOG.infof("Room of %s is left: %s", id, failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .chain(() -> store.forget(id));
    }

    private Uni<Boolean> save() {
        RoomSession at = session;
        if (at == null) {
            return Uni.createFrom().item(true);
        }
        RoomState state =
                new RoomState(
                        at.session().server().uri(),
                        at.key().room(),
                        at.session().id(),
                        at.watcher(),
                        at.key().secret(),
                        at.key().pin(),
                        moves,
                        cursor,
                        recording,
                        attendees.list());
        return Objects.equals(state, saved)
                ? Uni.createFrom().item(true)
                : store.save(id, state).invoke(() -> saved = state);
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
