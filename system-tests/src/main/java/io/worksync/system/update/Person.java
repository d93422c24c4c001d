package io.worksync.system.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.fault.Device;
import io.worksync.system.fault.Message;
import io.worksync.system.fault.Send;
import io.worksync.system.fault.Send.Answer;
import io.worksync.system.fault.Timeline;
import io.worksync.system.running.Json;
import io.worksync.system.running.Patience;
import io.worksync.system.running.RealtimeSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Somebody who writes on one device, types before it, and now and then looks at presence, the
/// inbox and the channel's meetings, all over the socket.
///
/// As the SDK does, they wait for a socket where there is none, and send again with the same
/// `clientId` what was not answered, or answered with "later", for as long as the SDK does. What it
/// would tell its user counts as failed.
final class Person {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int OTHERWISE_EVERY = 2;

    private final Device device;
    private final String channel;
    private final Timeline time;
    private final Tally tally;
    private final Queue<Send> sends;
    private final List<Call> otherCalls;
    private final Duration pace;
    private final Thread thread;
    private volatile boolean stopping;

    private record Call(String method, JsonNode body) {}

    Person(
            Device device,
            String channel,
            String self,
            Timeline time,
            Tally tally,
            Queue<Send> sends,
            Duration pace) {
        this.device = device;
        this.channel = channel;
        this.time = time;
        this.tally = tally;
        this.sends = sends;
        this.pace = pace;
        this.otherCalls =
                List.of(
                        new Call(
                                "POST /api/presence/v1/typing",
                                Json.object().put("channelId", channel).put("typing", true)),
                        get("/api/presence/v1/users?ids=" + self),
                        get("/api/notifications/v1/notifications/counts"),
                        get("/api/meetings/v1/meetings?active=true&channelId=" + channel));
        this.thread = Thread.ofVirtual().name("person " + device).start(this::live);
    }

    /// Lets them finish their message.
    void stop() {
        stopping = true;
    }

    boolean isDone() {
        return !thread.isAlive();
    }

    private static Call get(String path) {
        return new Call("GET " + path, Json.object());
    }

    private void live() {
        for (int i = 0; !stopping; i++) {
            long due = System.nanoTime() + pace.toNanos();
            if (i % OTHERWISE_EVERY == 0) {
                callOtherwise(otherCalls.get(i / OTHERWISE_EVERY % otherCalls.size()));
            }
            send("message " + i + " of " + device);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void send(String text) {
        String clientId = UUID.randomUUID().toString();
        ObjectNode body = Json.object().put("text", text).put("clientId", clientId);
        Call call = new Call("POST /api/chat/v1/channels/" + channel + "/messages", body);
        long begun = time.now();
        Answer answer = new Answer.Unknown();
        while (answer instanceof Answer.Unknown && isWorthIt(begun)) {
            JsonNode reply = answerTo(call);
            if (reply == null) {
                tally.sentAgain();
            } else if (reply.has("error")) {
                failed(reply.path("error"));
                LockSupport.parkNanos(RETRY.toNanos());
            } else {
                answer = new Answer.Stored(Message.of(reply.path("rpc").path("data")));
                tally.acknowledged(time.now() - begun);
            }
        }
        if (answer instanceof Answer.Unknown) {
            tally.sendFailed("not acknowledged in time");
        }
        sends.add(new Send(device.user(), clientId, begun, answer));
    }

    private boolean isWorthIt(long begun) {
        return time.now() - begun < TimeUnit.NANOSECONDS.toMicros(LONGEST.toNanos());
    }

    /// Only what is not temporary is shown to the sender; the SDK tries the rest again.
    private void failed(JsonNode error) {
        if (error.path("temporary").asBoolean()) {
            tally.postponed("send: " + error);
        } else {
            tally.sendFailed("send: " + error);
        }
    }

    private void callOtherwise(Call call) {
        tally.otherCall();
        JsonNode reply = answerTo(call);
        if (reply != null && reply.has("error")) {
            tally.otherCallFailed(call.method().split("\\?")[0] + ": " + reply.path("error"));
        }
    }

    /// The reply; null where the socket ended before it.
    private @Nullable JsonNode answerTo(Call call) {
        if (!Patience.holdsWithin(LONGEST, () -> device.socket() != null)) {
            return error("no socket");
        }
        RealtimeSocket socket = device.socket();
        if (socket == null) {
            return null;
        }
        ObjectNode parameters = Json.object().put("method", call.method());
        parameters.set("data", call.body());
        try {
            return socket.send("rpc", parameters).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            return socket.closed().isDone() ? null : error("no answer");
        } catch (ExecutionException ended) {
            // the device is about to notice
            Patience.holdsWithin(ANSWER, () -> device.socket() != socket);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error("interrupted");
        }
    }

    private static ObjectNode error(String why) {
        ObjectNode reply = Json.object();
        reply.putObject("error").put("message", why).put("temporary", true);
        return reply;
    }
}
