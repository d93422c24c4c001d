package io.worksync.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.fault.Send.Answer;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Somebody who writes without a pause, over HTTP and over the socket, through any gateway.
///
/// A message that nobody acknowledged is repeated with its `clientId`, as a client does; one in ten
/// is not, and may then be stored or not.
final class Writer {

    private static final Duration PACE = Duration.ofMillis(60);
    private static final Duration RETRY = Duration.ofMillis(120);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int IMPATIENT = 10;
    private static final int MENTION = 10;

    private final WorkSync worksync;
    private final Timeline time;
    private final Device device;
    private final List<String> channels;
    private final Outcomes outcomes;
    private final Random random;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean givingUp;

    Writer(
            WorkSync worksync,
            Timeline time,
            Device device,
            List<String> channels,
            Outcomes outcomes,
            long seed) {
        this.worksync = worksync;
        this.time = time;
        this.device = device;
        this.channels = channels;
        this.outcomes = outcomes;
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("writer " + device.user()).start(this::write);
    }

    /// Lets it finish its message.
    void stop() {
        stopping = true;
    }

    /// Lets it stop repeating: what has no answer now stays unknown.
    void giveUp() {
        givingUp = true;
    }

    boolean isDone() {
        return !thread.isAlive();
    }

    private void write() {
        for (int i = 0; !stopping; i++) {
            String channel = channels.get(random.nextInt(channels.size()));
            String mention = i % MENTION == 0 ? " @aisha" : "";
            boolean patient = random.nextInt(IMPATIENT) > 0;
            send(channel, "message " + i + " of " + device.user() + mention, patient);
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void send(String channel, String text, boolean patient) {
        String clientId = new java.util.UUID(random.nextLong(), random.nextLong()).toString();
        long begun = time.now();
        Answer answer;
        do {
            answer = attempt(channel, Map.of("text", text, "clientId", clientId));
            if (answer instanceof Answer.Unknown) {
                outcomes.failed();
                LockSupport.parkNanos(RETRY.toNanos());
            }
        } while (answer instanceof Answer.Unknown && patient && !givingUp);
        outcomes.ended(channel, new Send(device.user(), clientId, begun, answer));
    }

    private Answer attempt(String channel, Map<String, String> body) {
        long begun = time.now();
        String path = "/api/chat/v1/channels/" + channel + "/messages";
        RealtimeSocket socket = device.socket();
        try {
            return socket != null && random.nextBoolean()
                    ? overSocket(socket, "POST " + path, Json.of(body))
                    : overHttp(path, body);
        } catch (RuntimeException | AssertionError | ExecutionException | TimeoutException e) {
            return new Answer.Unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unknown();
        } finally {
            if (time.now() - begun > TimeUnit.NANOSECONDS.toMicros(SLOW.toNanos())) {
                outcomes.slow();
            }
        }
    }

    private Answer overHttp(String path, Map<String, String> body) {
        int gateway = 1 + random.nextInt(2);
        var answer = worksync.throughDoor(device.user(), gateway).post(path, body);
        return answer(answer.status(), answer.json());
    }

    private static Answer overSocket(RealtimeSocket socket, String method, JsonNode body)
            throws InterruptedException, ExecutionException, TimeoutException {
        var parameters = Json.object().put("method", method);
        parameters.set("data", body);
        JsonNode reply = socket.send("rpc", parameters).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        return reply.has("error")
                ? answer(reply.path("error").path("code").asInt(), reply)
                : answer(200, reply.path("rpc").path("data"));
    }

    /// Only a status that blames the request says that nothing was stored.
    private static Answer answer(int status, JsonNode body) {
        if (status == 200 || status == 201) {
            return new Answer.Stored(Message.of(body));
        }
        boolean refused = status == 400 || status == 403 || status == 404 || status == 413;
        return refused ? new Answer.Refused(status) : new Answer.Unknown();
    }
}
