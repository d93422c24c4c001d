package io.worksync.benchmarks.meeting;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import io.worksync.benchmarks.load.Seat;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.system.browser.SdkBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A page of a gateway's origin that has the SDK, what `page.js` makes of it, and nothing else.
///
/// @param client the SDK's client of whoever sits there
record SdkPage(Page page, JSHandle client) {

    private static final String PAGE =
            "<!doctype html><title>meeting</title><body><input type='file'><script src='sdk.js'></script>"
                    + "<script src='page.js'></script><script src='files.js'></script>";

    static SdkPage open(BrowserContext profile, URI gateway, Seat seat) {
        Page page = profile.newPage();
        String origin = gateway + "/sdk-bench/";
        serve(page, origin, "text/html", PAGE);
        serve(page, origin + "sdk.js", "text/javascript", SdkBundle.script());
        for (String script : List.of("page.js", "files.js")) {
            serve(page, origin + script, "text/javascript", script(script));
        }
        page.navigate(origin);
        JSHandle client =
                page.evaluateHandle(
                        "([url, token]) => prepare(url, token)",
                        List.of(gateway.toString(), seat.token()));
        return new SdkPage(page, client);
    }

    /// Calls a function of the page's scripts and waits for what it promises.
    Object call(String function, Object... arguments) {
        return page.evaluate("given => " + function + "(...given)", Arrays.asList(arguments));
    }

    private static void serve(Page page, String url, String type, String body) {
        page.route(
                url,
                route -> route.fulfill(new FulfillOptions().setContentType(type).setBody(body)));
    }

    private static String script(String name) {
        try (InputStream in = SdkPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new BenchFailure("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
