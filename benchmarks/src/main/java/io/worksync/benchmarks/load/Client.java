package io.worksync.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;
import io.worksync.benchmarks.measure.Marker;
import io.worksync.benchmarks.measure.Phase;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// One person's socket: sends when told and measures what comes.
public final class Client {

    /// What becomes of a call.
    interface Answer {
        void answered(boolean done);
    }

    /// The length of every message's text.
    static final int TEXT_LENGTH = 200;

    /// No close code of the protocol.
    private static final int OPEN = -1;

    private final Wire wire;
    private final Seat seat;
    private final String room;
    private final String resume;
    private final Socket socket;
    private final AtomicReference<Phase> phase;
    private final Promise<Client> connected = Promise.promise();
    private final AtomicInteger ids = new AtomicInteger(1);
    private final ConcurrentHashMap<Integer, Answer> calls = new ConcurrentHashMap<>();
    private String welcome = "";
    private volatile int closeCode = OPEN;
    private volatile boolean closing;

    private Client(
            Wire wire,
            Seat seat,
            String room,
            String resume,
            Socket socket,
            AtomicReference<Phase> phase) {
        this.wire = wire;
        this.seat = seat;
        this.room = room;
        this.resume = resume;
        this.socket = socket;
        this.phase = phase;
    }

    /// Completes when the server has welcomed it.
    ///
    /// @param resume where it left off before, in the words of the wire, or nothing
    static Future<Client> connect(
            NetClient network,
            URI node,
            Wire wire,
            Seat seat,
            String room,
            String resume,
            AtomicReference<Phase> phase) {
        return Socket.open(network, node, wire.path(room))
                .compose(socket -> new Client(wire, seat, room, resume, socket, phase).introduce());
    }

    /// Sends the message that was to be sent at this moment; does not wait for anything.
    void send(Phase current, long intendedNanos) {
        current.sent();
        send(
                new Marker(current.number(), intendedNanos),
                done -> current.answered(done, System.nanoTime() - intendedNanos));
    }

    void send(Marker marker, Answer answer) {
        int id = call(answer);
        String clientId = marker.phase() + "-" + marker.intendedNanos();
        say(wire.send(id, room, marker.text(TEXT_LENGTH), clientId));
    }

    void history(Answer answer) {
        say(wire.history(call(answer), room));
    }

    Future<Void> close() {
        closing = true;
        return socket.close();
    }

    String room() {
        return room;
    }

    Seat seat() {
        return seat;
    }

    /// What the server said when it welcomed this client.
    String welcome() {
        return welcome;
    }

    String token() {
        return seat.token();
    }

    String resume() {
        return resume;
    }

    void say(String text) {
        socket.text(text).onFailure(gone -> {});
    }

    void welcomed(String words) {
        welcome = words;
        connected.tryComplete(this);
    }

    void refused(String why) {
        connected.tryFail(why);
    }

    void answered(int id, boolean done) {
        Answer answer = calls.remove(id);
        if (answer != null) {
            answer.answered(done);
        }
    }

    void delivered(Marker marker) {
        Phase current = Objects.requireNonNull(phase.get());
        if (marker.phase() == current.number()) {
            current.delivered(System.nanoTime() - marker.intendedNanos());
        }
    }

    private int call(Answer answer) {
        int id = ids.incrementAndGet();
        calls.put(id, answer);
        return id;
    }

    private Future<Client> introduce() {
        socket.handle((frame, from, to) -> wire.received(this, frame, from, to), this::closed);
        wire.opened(this);
        return connected.future();
    }

    /// Whether the server has closed it.
    boolean isGone() {
        return closeCode != OPEN && !closing;
    }

    int closeCode() {
        return closeCode;
    }

    private void closed(int code) {
        closeCode = code;
        connected.tryFail("closed with " + code);
        calls.keySet().forEach(id -> answered(id, false));
    }
}
