package io.worksync.system.fault;

import io.worksync.system.fault.Send.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.Patience;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/// People who write, read, join and leave some channels, and everything that can be known about
/// what they were told: the load under which faults are tried.
public final class Scene implements AutoCloseable {

    private static final String OWNER = "rahim";
    private static final List<String> STAYING = List.of("aisha", "omar");
    private static final List<String> CHANGING = List.of("mina", "zoe");
    private static final int WARM_UP = 40;
    private static final int RECORDED = 20;
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(90);

    private final WorkSync worksync;
    private final Timeline time = new Timeline();
    private final Outcomes outcomes = new Outcomes();
    private final List<String> channels = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private final Churn churn;

    private Scene(WorkSync worksync) {
        this.worksync = worksync;
        this.churn = new Churn(worksync, time, OWNER);
    }

    /// Opens channels and lets everybody begin.
    ///
    /// @param seed decides who does what
    public static Scene open(WorkSync worksync, String name, int channels, long seed) {
        Scene scene = new Scene(worksync);
        try {
            scene.begin(name, channels, new Random(seed));
            return scene;
        } catch (RuntimeException | Error e) {
            scene.close();
            throw e;
        }
    }

    private void begin(String name, int count, Random random) {
        List<String> others =
                Stream.concat(STAYING.stream(), CHANGING.stream()).map(worksync::idOf).toList();
        for (int i = 0; i < count; i++) {
            String channel =
                    worksync.as(OWNER).createChannel("private", name + " " + (i + 1), others);
            channels.add(channel);
            Stream.of(List.of(OWNER), STAYING, CHANGING)
                    .flatMap(List::stream)
                    .forEach(user -> churn.member(channel, user));
        }
        Device owner = device(OWNER, 1);
        Device aisha = device("aisha", 1);
        Device second = device("aisha", 2);
        Device omar = device("omar", 2);
        device("mina", 1);
        device("mina", 2);
        device("zoe", 2);
        Patience.await("every device is on", READY, () -> isEverybodyOn());
        for (Device device : List.of(owner, aisha, omar, second, owner)) {
            writers.add(new Writer(worksync, time, device, channels, outcomes, random.nextLong()));
        }
        churn.start(channels, CHANGING, random.nextLong());
        awaitAcknowledged(WARM_UP);
    }

    /// The channel at a place, from 0.
    public String channel(int index) {
        return channels.get(index);
    }

    public int acknowledged() {
        return outcomes.acknowledgedCount();
    }

    /// Attempts to send that nobody answered.
    public int failedCalls() {
        return outcomes.failedCount();
    }

    /// Attempts to send that took longer than a second.
    public int slowCalls() {
        return outcomes.slowCount();
    }

    /// Sockets that were opened after the first of each device.
    public int reconnections() {
        return devices.stream().mapToInt(device -> device.connections() - 1).sum();
    }

    /// Microseconds on the clock of the recordings.
    public long now() {
        return time.now();
    }

    /// Tells that a fault was on, from a moment until now.
    public void healed(long begun) {
        troubles.add(new Trouble(begun, time.now()));
    }

    /// Waits until so many more sends were acknowledged.
    public void awaitAcknowledged(int more) {
        int target = acknowledged() + more;
        Patience.await(more + " more acknowledged sends", READY, () -> acknowledged() >= target);
    }

    /// Waits until so many more sends were answered or have failed, but not longer than that.
    public void awaitOutcomes(int more, Duration longest) {
        int target = acknowledged() + failedCalls() + more;
        Patience.holdsWithin(longest, () -> acknowledged() + failedCalls() >= target);
    }

    /// Lets everybody finish and every device catch up, as far as it can, and tells what happened.
    public List<Recording> end() {
        writers.forEach(Writer::stop);
        churn.stop();
        if (!Patience.holdsWithin(QUIET, () -> isEverybodyDone())) {
            writers.forEach(Writer::giveUp);
            Patience.holdsWithin(READY, () -> isEverybodyDone());
        }
        // whoever has just been added again gets what is said from now on
        Patience.holdsWithin(QUIET, this::isEverybodySubscribed);
        channels.forEach(this::sayLastWord);
        Patience.holdsWithin(QUIET, this::isQuiet);
        return channels.stream().map(this::recording).toList();
    }

    @Override
    public void close() {
        writers.forEach(Writer::stop);
        writers.forEach(Writer::giveUp);
        churn.stop();
        devices.forEach(Device::close);
        channels.forEach(this::leave);
    }

    @Override
    public String toString() {
        return "%d acknowledged, %d failed attempts, %s"
                .formatted(acknowledged(), failedCalls(), devices);
    }

    private Device device(String user, int gateway) {
        Device device = new Device(worksync, time, user, gateway, channels);
        devices.add(device);
        return device;
    }

    private boolean isEverybodyOn() {
        return devices.stream().allMatch(device -> device.connections() > 0);
    }

    private boolean isEverybodyDone() {
        return churn.isDone() && writers.stream().allMatch(Writer::isDone);
    }

    private boolean isEverybodySubscribed() {
        return channels.stream()
                .allMatch(
                        channel ->
                                devices.stream()
                                        .allMatch(device -> device.log(channel).isSubscribed()));
    }

    private void sayLastWord(String channel) {
        String clientId = UUID.randomUUID().toString();
        long begun = time.now();
        Map<String, String> body = Map.of("text", "the last word", "clientId", clientId);
        io.worksync.system.running.Answer answer =
                api().post("/api/chat/v1/channels/" + channel + "/messages", body);
        Answer known =
                answer.isSuccess()
                        ? new Answer.Stored(Message.of(answer.json()))
                        : new Answer.Unknown();
        outcomes.ended(channel, new Send(OWNER, clientId, begun, known));
    }

    /// Whether all devices have shown the last message of each channel.
    private boolean isQuiet() {
        try {
            return channels.stream()
                    .allMatch(
                            channel -> {
                                long last = History.last(api(), channel);
                                return devices.stream()
                                        .allMatch(device -> showsAll(device, channel, last));
                            });
        } catch (RuntimeException | AssertionError notNow) {
            return false;
        }
    }

    private static boolean showsAll(Device device, String channel, long last) {
        ChannelLog log = device.log(channel);
        return log.isSubscribed() && log.lastSeq() >= last;
    }

    /// Reads the history before and after the logs: it must not grow while they are copied, since a
    /// send that nobody waits for any more may still be committed.
    private Recording recording(String channel) {
        List<Message> history = History.of(api(), channel);
        List<Log> logs = logs(channel);
        for (int i = 0; i < RECORDED; i++) {
            List<Message> after = History.of(api(), channel);
            long last = after.isEmpty() ? 0 : after.getLast().seq();
            boolean whole = devices.stream().allMatch(device -> showsAll(device, channel, last));
            if (after.equals(history) && whole) {
                break;
            }
            history = after;
            logs = logs(channel);
        }
        List<Stay> stays = churn.stays(channel, troubles);
        return new Recording(channel, outcomes.of(channel), history, stays, logs);
    }

    private List<Log> logs(String channel) {
        return devices.stream().map(device -> device.recorded(channel)).toList();
    }

    private Api api() {
        return worksync.as(OWNER);
    }

    /// The next round's people should not be told of the channels of this one.
    private void leave(String channel) {
        Stream.of(STAYING, CHANGING, List.of(OWNER))
                .flatMap(List::stream)
                .forEach(
                        user -> {
                            try {
                                worksync.as(user)
                                        .delete(
                                                "/api/chat/v1/channels/"
                                                        + channel
                                                        + "/members/"
                                                        + worksync.idOf(user));
                            } catch (RuntimeException stays) {
                                // it costs the next round a little
                            }
                        });
    }
}
