package io.worksync.benchmarks.meeting;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Waiting;
import io.worksync.benchmarks.measure.Proc;
import io.worksync.system.browser.ChromiumOnDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Files between two pages of one Chromium, beside the least that moves as many bytes over a data
/// channel between the same two.
public final class FileSpeeds {

    private static final long LOOK_MILLIS = 100;
    private static final int MEGABYTE = 1024 * 1024;

    private final Vertx vertx;
    private final List<URI> gateways;
    private final List<Seat> both;

    /// One round.
    ///
    /// @param file megabytes a second of a file, from its acceptance until it is written and
    ///     verified
    /// @param bare of the loop, until all has arrived
    /// @param resident the most that both pages' processes had resident meanwhile, in bytes
    public record Measured(int megabytes, double file, double bare, long resident) {}

    /// @param both who sends, and who receives
    public FileSpeeds(Vertx vertx, List<URI> gateways, List<Seat> both) {
        this.vertx = vertx;
        this.gateways = gateways;
        this.both = both;
    }

    /// A file of each size in turn with the loop, after one that is not counted.
    ///
    /// @param folder for the browser's profile, and the files
    public List<Measured> run(List<Integer> megabytes, Path folder) throws IOException {
        try (ChromiumOnDisk chromium = new ChromiumOnDisk(folder);
                Attendees starters = new Attendees(vertx, gateways)) {
            Future<String> meeting =
                    starters.connect(both.subList(0, 1), (a, event) -> {}).getFirst().start();
            Waiting.connected(meeting);
            SdkPage receiver =
                    SdkPage.open(chromium.profile(), gateways.getFirst(), both.getFirst());
            SdkPage sender = SdkPage.open(chromium.profile(), gateways.getLast(), both.getLast());
            Map<String, Object> nothing = Map.of("audio", false, "video", false);
            Object to =
                    receiver.call("enter", receiver.client(), meeting.result(), Map.of(), nothing);
            receiver.call("takeFiles");
            sender.call("enter", sender.client(), meeting.result(), Map.of(), nothing);
            sender.call("bareOpen", receiver.call("bareAnswer", sender.call("bareOffer")));
            List<Measured> all = new ArrayList<>();
            for (int size : megabytes) {
                Path file = file(folder, size);
                sender.page().setInputFiles("input", file);
                if (all.isEmpty()) {
                    measure(sender, to, size);
                }
                all.add(measure(sender, to, size));
                Files.delete(file);
            }
            sender.call("leave");
            receiver.call("leave");
            return all;
        }
    }

    private static Measured measure(SdkPage sender, Object to, int megabytes) {
        double bare = seconds(sender.call("bareSend", megabytes));
        AtomicLong most = new AtomicLong();
        Thread watching = Thread.ofVirtual().start(() -> watch(most));
        double file = seconds(sender.call("sendFile", to));
        watching.interrupt();
        return new Measured(megabytes, megabytes / file, megabytes / bare, most.get());
    }

    /// One of bytes that do not compress.
    private static Path file(Path folder, int megabytes) throws IOException {
        Path file = Files.createDirectories(folder).resolve(megabytes + ".bin");
        byte[] bytes = new byte[MEGABYTE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < megabytes; i++) {
                ThreadLocalRandom.current().nextBytes(bytes);
                out.write(bytes);
            }
        }
        return file;
    }

    private static void watch(AtomicLong most) {
        try {
            while (true) {
                long now =
                        ProcessHandle.current()
                                .descendants()
                                .filter(FileSpeeds::isOfAPage)
                                .mapToLong(process -> new Proc(process.pid()).residentBytes())
                                .sum();
                most.accumulateAndGet(now, Math::max);
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException measured) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOfAPage(ProcessHandle process) {
        return new Proc(process.pid()).commandLine().contains("--type=renderer");
    }

    private static double seconds(Object millis) {
        return ((Number) millis).doubleValue() / 1_000;
    }
}
