package io.worksync.benchmarks.meeting;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Waiting;
import io.worksync.benchmarks.measure.Phase.Latency;
import io.worksync.benchmarks.report.Results;
import io.worksync.system.browser.Chromium;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Calls of two in a real browser with fake cameras: one is there, the other one clicks.
public final class FirstFrames {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CALLS_A_PERSON = 15;
    private static final Map<String, Object> CAMERA =
            Map.of("audio", true, "video", Map.of("width", 320, "height", 240, "frameRate", 15));

    private final Vertx vertx;
    private final List<URI> gateways;
    private final List<Seat> people;

    /// @param clickToFrame from the click to the first decoded frame of the other's camera
    /// @param hung in how many calls there was none in half a minute
    /// @param signalsEach what both of them sent in one call
    public record Measured(
            String path, int calls, Latency clickToFrame, int hung, double signalsEach) {}

    /// @param people two are in each call, others after some calls, since each may start only so
    ///     many meetings in a minute
    public FirstFrames(Vertx vertx, List<URI> gateways, List<Seat> people) {
        this.vertx = vertx;
        this.gateways = gateways;
        this.people = people;
    }

    /// @param options of the SDK's meeting client
    public Measured run(String path, int calls, Map<String, Object> options) {
        Histogram times = new Histogram(3);
        int hung = 0;
        long signals = 0;
        try (Chromium chromium = Chromium.open();
                Attendees starters = new Attendees(vertx, gateways)) {
            for (int i = 0; i < calls; i++) {
                List<Seat> both = both(i);
                Future<String> meeting =
                        starters.connect(both.subList(0, 1), (a, event) -> {}).getFirst().start();
                Waiting.connected(meeting);
                Call call = call(chromium, both, meeting.result(), options);
                signals += call.signals();
                if (call.millis() == null) {
                    hung++;
                    Results.say("  call %d (%s): no picture".formatted(i + 1, path));
                } else {
                    times.recordValue(Math.round(call.millis() * 1e6));
                }
            }
        }
        return new Measured(path, calls, Latency.of(times), hung, signals / (double) calls);
    }

    private record Call(@Nullable Double millis, long signals) {}

    private Call call(
            Chromium chromium, List<Seat> both, String meeting, Map<String, Object> options) {
        try (BrowserContext there = chromium.profile(new NewContextOptions());
                BrowserContext coming = chromium.profile(new NewContextOptions())) {
            SdkPage first = SdkPage.open(there, gateways.getFirst(), both.getFirst());
            SdkPage second = SdkPage.open(coming, gateways.getLast(), both.getLast());
            first.call("enter", first.client(), meeting, options, CAMERA);
            Object millis =
                    second.call(
                            "click", second.client(), meeting, options, CAMERA, PATIENCE_MILLIS);
            long signals = signals(first) + signals(second);
            second.call("leave");
            first.call("leave");
            return new Call(millis == null ? null : ((Number) millis).doubleValue(), signals);
        }
    }

    private List<Seat> both(int call) {
        int first = call / CALLS_A_PERSON * 2 % (people.size() - 1);
        return people.subList(first, first + 2);
    }

    private static long signals(SdkPage page) {
        return ((Number) page.call("signals")).longValue();
    }
}
