package io.worksync.system.fault;

import io.worksync.system.running.Answer;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// People who are added to channels and removed again while others write, and the record of who was
/// a member when.
final class Churn {

    private static final Duration PACE = Duration.ofMillis(400);
    private static final Duration RETRY = Duration.ofMillis(200);

    /// How long a removal may take to reach the sockets of a healthy system.
    private static final long REACH = TimeUnit.SECONDS.toMicros(2);

    private final WorkSync worksync;
    private final Timeline time;
    private final String owner;
    private final Map<String, Map<String, Long>> since = new HashMap<>();
    private final Map<String, List<Ended>> ended = new HashMap<>();

    private record Ended(String user, long from, long acknowledged) {}

    private volatile boolean stopping;
    private @Nullable Thread thread;

    Churn(WorkSync worksync, Timeline time, String owner) {
        this.worksync = worksync;
        this.time = time;
        this.owner = owner;
    }

    /// Adds and removes these people until it is stopped; then all of them are added once more.
    void start(List<String> channels, List<String> users, long seed) {
        Random random = new Random(seed);
        thread = Thread.ofVirtual().name("churn").start(() -> churn(channels, users, random));
    }

    void stop() {
        stopping = true;
    }

    boolean isDone() {
        return thread == null || !thread.isAlive();
    }

    /// Was a member from the beginning.
    synchronized void member(String channel, String user) {
        since.computeIfAbsent(channel, c -> new HashMap<>()).putIfAbsent(user, 0L);
    }

    /// The stays in a channel. Where a fault was on when somebody was removed, the removal need not
    /// have reached every gateway before the fault is healed.
    synchronized List<Stay> stays(String channel, List<Trouble> troubles) {
        List<Stay> stays = new ArrayList<>();
        since.getOrDefault(channel, Map.of())
                .forEach((user, from) -> stays.add(new Stay(user, from, Stay.OPEN)));
        ended.getOrDefault(channel, List.of())
                .forEach(
                        each ->
                                stays.add(
                                        new Stay(
                                                each.user(),
                                                each.from(),
                                                reached(each.acknowledged(), troubles))));
        return stays;
    }

    private static long reached(long acknowledged, List<Trouble> troubles) {
        long effective = acknowledged;
        for (Trouble trouble : troubles) {
            if (acknowledged + REACH >= trouble.begun() && acknowledged <= trouble.healed()) {
                effective = Math.max(effective, trouble.healed());
            }
        }
        return effective + REACH;
    }

    private void churn(List<String> channels, List<String> users, Random random) {
        while (!stopping) {
            String channel = channels.get(random.nextInt(channels.size()));
            String user = users.get(random.nextInt(users.size()));
            if (isMember(channel, user)) {
                remove(channel, user);
            } else {
                add(channel, user);
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
        for (String channel : channels) {
            users.stream()
                    .filter(user -> !isMember(channel, user))
                    .forEach(user -> add(channel, user));
        }
    }

    private synchronized boolean isMember(String channel, String user) {
        return since.getOrDefault(channel, Map.of()).containsKey(user);
    }

    private void add(String channel, String user) {
        long begun = time.now();
        synchronized (this) {
            since.computeIfAbsent(channel, c -> new HashMap<>()).put(user, begun);
        }
        untilDone("PUT", channel, user);
    }

    private void remove(String channel, String user) {
        untilDone("DELETE", channel, user);
        long acknowledged = time.now();
        synchronized (this) {
            Long from = since.getOrDefault(channel, new HashMap<>()).remove(user);
            ended.computeIfAbsent(channel, c -> new ArrayList<>())
                    .add(new Ended(user, from == null ? 0 : from, acknowledged));
        }
    }

    /// Repeats it on one gateway after the other; both calls may be made twice.
    private void untilDone(String method, String channel, String user) {
        String person = worksync.idOf(user);
        String path = "/api/chat/v1/channels/" + channel + "/members/" + person;
        int gateway = 1;
        while (true) {
            try {
                Answer answer = worksync.throughDoor(owner, gateway).call(method, path, null);
                if (answer.isSuccess() || (method.equals("DELETE") && answer.status() == 404)) {
                    return;
                }
            } catch (RuntimeException notNow) {
                // the other one may answer
            }
            gateway = 3 - gateway;
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }
}
