package io.worksync.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One device of one person, as a careful client behaves: it recovers on any gateway, reads the
/// history where recovery says that it cannot be whole, and leaves a socket that is silent for too
/// long. It shows what arrives as it arrives.
public final class Device implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BACK_OFF = Duration.ofMillis(150);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final String TOPIC = "channel:";

    private final WorkSync worksync;
    private final Timeline time;
    private final String user;
    private final String name;
    private final Map<String, ChannelLog> logs = new LinkedHashMap<>();
    private final Thread thread;
    private final Entrance entrance;
    private final List<Integer> endings = new CopyOnWriteArrayList<>();
    private volatile URI address;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger unrecovered = new AtomicInteger();
    private volatile @Nullable RealtimeSocket socket;
    private volatile boolean closing;

    Device(WorkSync worksync, Timeline time, String user, int gateway, List<String> channels) {
        this(
                worksync,
                time,
                user,
                user + " at gateway " + gateway,
                new DoorsInTurn(worksync, gateway),
                channels);
    }

    /// @param name what it is called in recordings
    public Device(
            WorkSync worksync,
            Timeline time,
            String user,
            String name,
            Entrance entrance,
            List<String> channels) {
        this.worksync = worksync;
        this.time = time;
        this.user = user;
        this.name = name;
        this.entrance = entrance;
        this.address = worksync.gateway(1);
        channels.forEach(channel -> logs.put(channel, new ChannelLog(time)));
        this.thread = Thread.ofVirtual().name("device of " + user).start(this::live);
    }

    public String user() {
        return user;
    }

    public ChannelLog log(String channel) {
        ChannelLog log = logs.get(channel);
        if (log == null) {
            throw new IllegalArgumentException("no such channel: " + channel);
        }
        return log;
    }

    public Log recorded(String channel) {
        return new Log(name, user, log(channel).entries());
    }

    /// How often a socket had to be opened; more than once means that a fault was felt.
    public int connections() {
        return connections.get();
    }

    /// How many of them could not recover.
    public int unrecovered() {
        return unrecovered.get();
    }

    /// With which codes gateways have ended its sockets; 1006 for those that were cut.
    public List<Integer> endings() {
        return List.copyOf(endings);
    }

    /// The open socket, or null while there is none.
    public @Nullable RealtimeSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }

    @Override
    public String toString() {
        return "%s (%d sockets, %d without recovery)".formatted(name, connections(), unrecovered());
    }

    private void live() {
        while (!closing) {
            address = entrance.next();
            try (RealtimeSocket open = RealtimeSocket.open(address)) {
                follow(open);
            } catch (IOException | RuntimeException | AssertionError e) {
                socket = null;
                entrance.left(address);
                LockSupport.parkNanos(BACK_OFF.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void follow(RealtimeSocket open) throws InterruptedException, IOException {
        long begun = time.now();
        String token = worksync.tokens().of(user);
        JsonNode reply = open.call("connect", connect(token)).path("connect");
        if (reply.isMissingNode()) {
            throw new IOException("not connected: " + reply);
        }
        JsonNode subscriptions = reply.path("subs");
        for (Map.Entry<String, ChannelLog> each : logs.entrySet()) {
            caughtUp(each.getKey(), each.getValue(), subscriptions, begun);
        }
        connections.incrementAndGet();
        socket = open;
        Duration patience = Duration.ofSeconds(reply.path("ping").asLong(25)).plus(LATE);
        while (!closing && !open.closed().isDone() && open.silence().compareTo(patience) < 0) {
            take(open.nextPush(POLL));
            token = refreshed(open, token);
        }
        // what arrived before the end is part of what was seen
        for (JsonNode push = open.nextPush(Duration.ZERO);
                push != null;
                push = open.nextPush(Duration.ZERO)) {
            take(push);
        }
        if (open.closed().isDone()) {
            endings.add(open.awaitClosed().code());
        }
        throw new IOException("closed");
    }

    /// Renews the token on the open socket, as soon as there is a newer one.
    private String refreshed(RealtimeSocket open, String token) {
        try {
            String fresh = worksync.tokens().of(user);
            if (!fresh.equals(token)) {
                var _ = open.send("refresh", Json.object().put("token", fresh));
            }
            return fresh;
        } catch (RuntimeException | AssertionError notNow) {
            return token; // good for a while yet
        }
    }

    private ObjectNode connect(String token) {
        ObjectNode connect = Json.object().put("token", token);
        ObjectNode subscriptions = connect.putObject("subs");
        logs.forEach(
                (channel, log) -> {
                    if (log.hasPosition()) {
                        subscriptions
                                .putObject(TOPIC + channel)
                                .put("recover", true)
                                .put("epoch", log.epoch())
                                .put("offset", log.offset());
                    }
                });
        return connect;
    }

    private void caughtUp(String channel, ChannelLog log, JsonNode subscriptions, long begun)
            throws IOException {
        JsonNode subscription = subscriptions.path(TOPIC + channel);
        if (subscription.isMissingNode()) {
            log.left();
            return;
        }
        boolean asked = log.hasPosition();
        log.subscribed(begun);
        if (subscription.path("recovered").asBoolean()) {
            subscription.path("publications").forEach(each -> published(log, each));
        } else {
            unrecovered.addAndGet(asked ? 1 : 0);
            readHistory(channel, log);
        }
        log.position(subscription.path("epoch").asText(), subscription.path("offset").asLong());
    }

    private void take(@Nullable JsonNode push) {
        String topic = push == null ? "" : push.path("channel").asText();
        ChannelLog log = topic.startsWith(TOPIC) ? logs.get(topic.substring(TOPIC.length())) : null;
        if (push == null || log == null) {
            return;
        }
        if (push.has("pub")) {
            published(log, push.path("pub"));
        } else if (push.has("unsubscribe")) {
            log.left();
        } else if (push.has("subscribe")) {
            JsonNode subscribed = push.path("subscribe");
            log.subscribed(time.now());
            log.position(subscribed.path("epoch").asText(), subscribed.path("offset").asLong());
        }
    }

    private static void published(ChannelLog log, JsonNode publication) {
        JsonNode data = publication.path("data");
        if (data.path("type").asText().equals("message.created")) {
            log.show(Message.of(data.path("message")));
        }
        log.position(publication.path("offset").asLong());
    }

    private void readHistory(String channel, ChannelLog log) throws IOException {
        boolean more = true;
        while (more) {
            Api api = new Api(address, () -> worksync.tokens().of(user));
            Answer page = api.get(History.page(channel, log.lastSeq()));
            if (page.status() != 200) {
                throw new IOException("no history: " + page);
            }
            page.json().path("items").forEach(message -> log.show(Message.of(message)));
            more = page.json().path("hasMoreAfter").asBoolean();
        }
    }
}
