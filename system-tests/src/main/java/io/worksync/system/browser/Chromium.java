package io.worksync.system.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The system's Chromium (`WORKSYNC_CHROMIUM` says where it is) with fake cameras, microphones and
/// screens, of which pages get what they ask for. It belongs to the thread that made it.
public final class Chromium implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of(
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--use-fake-ui-for-media-stream",
                    "--allow-loopback-in-peer-connection");
    private static final String CAMERA = "--use-fake-device-for-media-stream";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path program, List<String> flags) {
        playwright = driver();
        browser =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(program)
                                        .setChromiumSandbox(false)
                                        .setHeadless(true)
                                        .setArgs(arguments(flags)));
    }

    /// The driver alone, which would otherwise fetch browsers of its own.
    static Playwright driver() {
        return Playwright.create(
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    public static Chromium open() {
        return new Chromium(path(), List.of(CAMERA));
    }

    /// One whose cameras are slow, where few cores encode and decode for many.
    public static Chromium openForMany() {
        return openForMany(path(), List.of());
    }

    /// The same with more flags, by a program that starts [#path()] in its own way.
    public static Chromium openForMany(Path program, List<String> flags) {
        Stream<String> slow =
                Stream.of(CAMERA + "=fps=10", "--autoplay-policy=no-user-gesture-required");
        return new Chromium(program, Stream.concat(slow, flags.stream()).toList());
    }

    static List<String> arguments(List<String> flags) {
        return Stream.concat(FLAGS.stream(), flags.stream()).toList();
    }

    /// A profile of its own that may use camera and microphone.
    public BrowserContext profile(NewContextOptions options) {
        return browser.newContext(options.setPermissions(List.of("camera", "microphone")));
    }

    @Override
    public void close() {
        playwright.close();
    }

    /// Where the system's Chromium is.
    public static Path path() {
        String path = System.getenv("WORKSYNC_CHROMIUM");
        return Path.of(path == null ? "/usr/bin/chromium" : path);
    }
}
