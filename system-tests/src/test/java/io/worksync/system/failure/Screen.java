package io.worksync.system.failure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.failure.Checker.Seen;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// What one person sees of one channel: the socket's events, what recovery brings, and the
/// history where recovery says that it cannot be whole. A message that is there already by its id
/// is not shown again; apart from that the screen shows what arrives as it arrives.
final class Screen implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BACK_OFF = Duration.ofMillis(150);

    private final WorkSync worksync;
    private final String user;
    private final String channel;
    private final String topic;
    private final List<Seen> shown = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Thread thread;
    private int gateway;
    private int connections;
    private int unrecovered;
    private String epoch = "";
    private long offset;
    private volatile boolean closing;

    Screen(WorkSync worksync, String user, int gateway, String channel) {
        this.worksync = worksync;
        this.user = user;
        this.gateway = gateway;
        this.channel = channel;
        this.topic = "channel:" + channel;
        this.thread = Thread.ofVirtual().name("screen of " + user).start(this::watch);
    }

    synchronized List<Seen> shown() {
        return List.copyOf(shown);
    }

    synchronized int size() {
        return shown.size();
    }

    /// How often a socket had to be opened; more than once means that the fault was felt.
    synchronized int connections() {
        return connections;
    }

    synchronized int unrecovered() {
        return unrecovered;
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }

    @Override
    public String toString() {
        return user
                + "'s screen ("
                + connections
                + " connections, "
                + unrecovered
                + " of them without recovery)";
    }

    private void watch() {
        while (!closing) {
            try (RealtimeSocket socket = RealtimeSocket.open(worksync.gateway(gateway))) {
                follow(socket);
            } catch (IOException | RuntimeException | AssertionError e) {
                gateway = 3 - gateway;
                LockSupport.parkNanos(BACK_OFF.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void follow(RealtimeSocket socket) throws InterruptedException, IOException {
        JsonNode reply = socket.call("connect", connectWithPosition());
        JsonNode subscription = reply.path("connect").path("subs").path(topic);
        if (subscription.isMissingNode()) {
            throw new IOException("not subscribed to the channel: " + reply);
        }
        caughtUp(subscription);
        while (!closing && !socket.closed().isDone()) {
            JsonNode push = socket.nextPush(POLL);
            if (push != null && push.path("channel").asText().equals(topic)) {
                pushed(push);
            }
        }
        // what arrived before the end is part of what was seen
        for (JsonNode push = socket.nextPush(Duration.ZERO);
                push != null;
                push = socket.nextPush(Duration.ZERO)) {
            if (push.path("channel").asText().equals(topic)) {
                pushed(push);
            }
        }
        throw new IOException("closed");
    }

    private void pushed(JsonNode push) throws IOException {
        if (push.has("pub")) {
            published(push.path("pub"));
        } else if (push.has("unsubscribe")) {
            throw new IOException("unsubscribed: " + push);
        }
    }

    private ObjectNode connectWithPosition() {
        ObjectNode connect = Json.object().put("token", worksync.tokens().of(user));
        if (!epoch.isEmpty()) {
            connect.putObject("subs")
                    .putObject(topic)
                    .put("recover", true)
                    .put("epoch", epoch)
                    .put("offset", offset);
        }
        return connect;
    }

    private void caughtUp(JsonNode subscription) throws IOException {
        boolean recovered = subscription.path("recovered").asBoolean();
        if (recovered) {
            epoch = subscription.path("epoch").asText();
            for (JsonNode publication : subscription.path("publications")) {
                published(publication);
            }
        } else {
            readHistory();
            epoch = subscription.path("epoch").asText();
        }
        offset = subscription.path("offset").asLong();
        synchronized (this) {
            connections++;
            unrecovered += recovered || connections == 1 ? 0 : 1;
        }
    }

    private void published(JsonNode publication) {
        JsonNode data = publication.path("data");
        if (data.path("type").asText().equals("message.created")) {
            show(data.path("message"));
        }
        offset = publication.path("offset").asLong();
    }

    private void readHistory() throws IOException {
        boolean more = true;
        while (more) {
            long last = shown().isEmpty() ? 0 : shown().getLast().seq();
            Answer answer =
                    worksync.as(user, gateway)
                            .get(
                                    "/api/chat/v1/channels/"
                                            + channel
                                            + "/messages?limit=100&after="
                                            + last);
            if (answer.status() != 200) {
                throw new IOException("no history: " + answer);
            }
            answer.json().path("items").forEach(this::show);
            more = answer.json().path("hasMoreAfter").asBoolean();
        }
    }

    private synchronized void show(JsonNode message) {
        Seen seen = Traffic.seen(message);
        if (ids.add(seen.id())) {
            shown.add(seen);
        }
    }
}
