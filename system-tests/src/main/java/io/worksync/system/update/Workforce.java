package io.worksync.system.update;

import io.worksync.system.fault.Device;
import io.worksync.system.fault.History;
import io.worksync.system.fault.Log;
import io.worksync.system.fault.Message;
import io.worksync.system.fault.Recording;
import io.worksync.system.fault.Send;
import io.worksync.system.fault.Stay;
import io.worksync.system.fault.Timeline;
import io.worksync.system.running.Patience;
import io.worksync.system.running.WorkSync;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// People at work in some channels, each on a device that follows all of them.
final class Workforce implements AutoCloseable {

    private static final String OWNER = "rahim";
    private static final List<String> OTHERS = List.of("aisha", "mina", "omar", "zoe");
    private static final int CHANNELS = 3;
    private static final Duration READY = Duration.ofSeconds(90);

    private final WorkSync worksync;
    private final Timeline time = new Timeline();
    private final Tally tally = new Tally();
    private final List<String> channels = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final Map<String, Queue<Send>> sends = new ConcurrentHashMap<>();

    private Workforce(WorkSync worksync) {
        this.worksync = worksync;
    }

    /// So many clients, who send so many messages a second together.
    static Workforce begin(WorkSync worksync, Balancer balancer, int clients, double rate) {
        Workforce workforce = new Workforce(worksync);
        try {
            workforce.begin(balancer, clients, rate);
            return workforce;
        } catch (RuntimeException | Error e) {
            workforce.close();
            throw e;
        }
    }

    private void begin(Balancer balancer, int clients, double rate) {
        List<String> users = new ArrayList<>(OTHERS);
        users.add(OWNER);
        List<String> others = OTHERS.stream().map(worksync::idOf).toList();
        for (int i = 0; i < CHANNELS; i++) {
            String name = "updating " + System.nanoTime();
            channels.add(worksync.as(OWNER).createChannel("private", name, others));
        }
        for (int i = 0; i < clients; i++) {
            String user = users.get(i % users.size());
            devices.add(new Device(worksync, time, user, user + " " + i, balancer, channels));
        }
        Patience.await("everybody is on", READY, this::isEverybodyOn);
        Duration pace = Duration.ofNanos((long) (1e9 * clients / rate));
        for (int i = 0; i < clients; i++) {
            String channel = channels.get(i % CHANNELS);
            Device device = devices.get(i);
            Queue<Send> said = sends.computeIfAbsent(channel, key -> new ConcurrentLinkedQueue<>());
            String self = worksync.idOf(device.user());
            people.add(new Person(device, channel, self, time, tally, said, pace));
        }
    }

    Tally tally() {
        return tally;
    }

    List<Device> devices() {
        return List.copyOf(devices);
    }

    /// Waits until so many more were acknowledged.
    void awaitSends(int more) {
        int target = tally.sends() + more;
        Patience.await(more + " more sends", READY, () -> tally.sends() >= target);
    }

    /// Whether every device has a socket.
    boolean isEverybodyOn() {
        return devices.stream().allMatch(device -> device.socket() != null);
    }

    /// Lets everybody finish and see everything, as far as they can, and tells what happened.
    List<Recording> end() {
        people.forEach(Person::stop);
        Patience.await("everybody finishes", READY, () -> people.stream().allMatch(Person::isDone));
        Patience.holdsWithin(READY, () -> channels.stream().allMatch(this::isSeenByAll));
        return channels.stream().map(this::recording).toList();
    }

    private boolean isSeenByAll(String channel) {
        long last = History.last(worksync.as(OWNER), channel);
        return devices.stream().allMatch(device -> device.log(channel).lastSeq() >= last);
    }

    private Recording recording(String channel) {
        List<Message> history = History.of(worksync.as(OWNER), channel);
        List<Log> logs = devices.stream().map(device -> device.recorded(channel)).toList();
        List<Stay> stays = new ArrayList<>();
        OTHERS.forEach(user -> stays.add(new Stay(user, 0, Stay.OPEN)));
        stays.add(new Stay(OWNER, 0, Stay.OPEN));
        Queue<Send> said = sends.getOrDefault(channel, new ConcurrentLinkedQueue<>());
        return new Recording(channel, List.copyOf(said), history, stays, logs);
    }

    @Override
    public void close() {
        people.forEach(Person::stop);
        devices.forEach(Device::close);
        channels.forEach(this::leave);
    }

    /// Later tests should not be told of these channels.
    private void leave(String channel) {
        List<String> everybody = new ArrayList<>(OTHERS);
        everybody.add(OWNER);
        for (String user : everybody) {
            String path = "/api/chat/v1/channels/" + channel + "/members/" + worksync.idOf(user);
            try {
                worksync.as(user).delete(path);
            } catch (UncheckedIOException stays) {
                // it costs later tests a little
            }
        }
    }
}
