package io.worksync.benchmarks.meeting;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.load.Waiting;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Phase.Latency;
import io.worksync.benchmarks.report.Results;
import io.worksync.system.browser.Chromium;
import io.worksync.system.browser.SdkBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Calls of two in a real browser with fake cameras: one is there, the other one clicks.
public final class FirstFrames {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CALLS_A_PERSON = 15;
    private static final String PAGE =
            "<!doctype html><title>meeting</title><body><script src='sdk.js'></script>"
                    + "<script src='page.js'></script>";

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
            Page first = page(there, gateways.getFirst());
            Page second = page(coming, gateways.getLast());
            JSHandle one = client(first, gateways.getFirst(), both.getFirst());
            JSHandle other = client(second, gateways.getLast(), both.getLast());
            first.evaluate(
                    "([client, id, options]) => enter(client, id, options)",
                    Arrays.asList(one, meeting, options));
            Object millis =
                    second.evaluate(
                            "([client, id, options, patience]) => click(client, id, options, patience)",
                            Arrays.asList(other, meeting, options, PATIENCE_MILLIS));
            long signals = signals(first) + signals(second);
            second.evaluate("leave()");
            first.evaluate("leave()");
            return new Call(millis == null ? null : ((Number) millis).doubleValue(), signals);
        }
    }

    private List<Seat> both(int call) {
        int first = call / CALLS_A_PERSON * 2 % (people.size() - 1);
        return people.subList(first, first + 2);
    }

    private static long signals(Page page) {
        return ((Number) page.evaluate("signals()")).longValue();
    }

    private static JSHandle client(Page page, URI gateway, Seat seat) {
        return page.evaluateHandle(
                "([url, token]) => prepare(url, token)", List.of(gateway.toString(), seat.token()));
    }

    /// A page of the gateway's origin that has the SDK and nothing else.
    private static Page page(BrowserContext profile, URI gateway) {
        Page page = profile.newPage();
        String origin = gateway + "/sdk-bench/";
        serve(page, origin, "text/html", PAGE);
        serve(page, origin + "sdk.js", "text/javascript", SdkBundle.script());
        serve(page, origin + "page.js", "text/javascript", script());
        page.navigate(origin);
        return page;
    }

    private static void serve(Page page, String url, String type, String body) {
        page.route(
                url,
                route -> route.fulfill(new FulfillOptions().setContentType(type).setBody(body)));
    }

    private static String script() {
        try (InputStream in = FirstFrames.class.getResourceAsStream("page.js")) {
            if (in == null) {
                throw new BenchFailure("no page.js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
