package io.worksync.system.meeting;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import io.worksync.system.running.WorkSync;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The system's Chromium with fake cameras, small ones: two cores encode and decode for everybody.
final class MeetingBrowser implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of(
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--use-fake-device-for-media-stream=fps=10",
                    "--use-fake-ui-for-media-stream",
                    "--autoplay-policy=no-user-gesture-required",
                    "--allow-loopback-in-peer-connection");

    private final Playwright playwright;
    private final Browser browser;
    private final List<Attending> attending = new ArrayList<>();

    MeetingBrowser() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        String path = System.getenv("WORKSYNC_CHROMIUM");
        browser =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(
                                                Path.of(path == null ? "/usr/bin/chromium" : path))
                                        .setChromiumSandbox(false)
                                        .setHeadless(true)
                                        .setArgs(FLAGS));
    }

    /// Somebody in the meeting, with camera and microphone.
    Attending attend(WorkSync worksync, String user, int gateway, String meeting) {
        return attend(worksync, user, gateway, meeting, Map.of());
    }

    /// The same with options of the SDK's client.
    Attending attend(
            WorkSync worksync,
            String user,
            int gateway,
            String meeting,
            Map<String, Object> options) {
        Attending one =
                new Attending(
                        user,
                        browser.newContext(
                                new NewContextOptions()
                                        .setPermissions(List.of("camera", "microphone"))));
        attending.add(one);
        one.enter(worksync, gateway, meeting, options);
        return one;
    }

    void everybodyGoes() {
        attending.forEach(Attending::close);
        attending.clear();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
