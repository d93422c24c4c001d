package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.fault.Send.Answer;
import io.worksync.system.running.Api;
import io.worksync.system.running.WorkSync;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A channel in which a test says things one by one, with devices that look at it.
final class Talk implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final int AT_ONCE = 6;

    private final WorkSync worksync;
    private final Timeline time = new Timeline();
    private final String channel;
    private final List<String> members;
    private final List<Stay> ended = new ArrayList<>();
    private final Queue<Send> sends = new ConcurrentLinkedQueue<>();
    private final List<Device> devices = new ArrayList<>();

    /// Rahim's channel, with these in it.
    Talk(WorkSync worksync, String name, List<String> others) {
        this.worksync = worksync;
        this.members = new ArrayList<>(others);
        this.members.add("rahim");
        List<String> ids = others.stream().map(worksync::idOf).toList();
        this.channel =
                worksync.as("rahim").createChannel("private", name + " " + System.nanoTime(), ids);
    }

    String channel() {
        return channel;
    }

    String topic() {
        return "channel:" + channel;
    }

    /// A device that is on.
    Device device(String user, int gateway) {
        Device device = new Device(worksync, time, user, gateway, List.of(channel));
        devices.add(device);
        await(user + " is on").atMost(SOON).until(() -> device.connections() > 0);
        return device;
    }

    /// Devices that are on, all opened at once.
    List<Device> devices(List<String> users, int count, int gateway) {
        List<Device> more = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String user = users.get(i % users.size());
            more.add(new Device(worksync, time, user, gateway, List.of(channel)));
        }
        devices.addAll(more);
        await(count + " are on")
                .atMost(Duration.ofSeconds(90))
                .until(() -> more.stream().allMatch(device -> device.connections() > 0));
        return more;
    }

    /// Says something by a gateway's own address, whatever the network of the clients does.
    Message say(String user, int gateway, String text) {
        String clientId = UUID.randomUUID().toString();
        long begun = time.now();
        Map<String, String> body = Map.of("text", text, "clientId", clientId);
        String path = "/api/chat/v1/channels/" + channel + "/messages";
        JsonNode stored =
                await("sent: " + text)
                        .atMost(SOON)
                        .ignoreException(UncheckedIOException.class)
                        .until(() -> api(user, gateway).post(path, body), a -> a.isSuccess())
                        .json();
        Message message = Message.of(stored);
        sends.add(new Send(user, clientId, begun, new Answer.Stored(message)));
        return message;
    }

    /// Takes note of a message that was stored in another way.
    void stored(String user, Message message) {
        sends.add(new Send(user, message.clientId(), time.now(), new Answer.Stored(message)));
    }

    /// Says so many things as fast as it goes.
    void sayMany(int count, int gateway) throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Message>> said = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String text = "one of many " + i;
                said.add(writers.submit(() -> say("rahim", gateway, text)));
            }
            for (Future<Message> each : said) {
                each.get();
            }
        }
    }

    void remove(String user) {
        api("rahim", 1)
                .delete("/api/chat/v1/channels/" + channel + "/members/" + worksync.idOf(user))
                .expect(204);
        members.remove(user);
        ended.add(new Stay(user, 0, time.now()));
    }

    int count() {
        return sends.size();
    }

    /// Every device shows all that was said, and the checker finds nothing.
    void assertWhole(Duration within) {
        await("every device shows all " + count())
                .atMost(within)
                .until(() -> devices.stream().allMatch(d -> d.log(channel).size() >= count()));
        assertThat(Checker.violations(recording())).as("%s", devices).isEmpty();
    }

    Recording recording() {
        List<Stay> stays = new ArrayList<>(ended);
        members.forEach(user -> stays.add(new Stay(user, 0, Stay.OPEN)));
        return new Recording(
                channel,
                List.copyOf(sends),
                History.of(api("rahim", 1), channel),
                stays,
                devices.stream().map(device -> device.recorded(channel)).toList());
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
    }

    private Api api(String user, int gateway) {
        return worksync.as(user, gateway);
    }
}
