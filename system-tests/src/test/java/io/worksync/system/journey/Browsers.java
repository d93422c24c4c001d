package io.worksync.system.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The system's Chromium with fake cameras and screens; each person has a profile of their own.
final class Browsers implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of(
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    "--allow-loopback-in-peer-connection");

    private final Playwright playwright;
    private final Browser browser;
    private final List<Person> people = new ArrayList<>();

    Browsers() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(chromium())
                                        .setChromiumSandbox(false)
                                        .setHeadless(true)
                                        .setArgs(FLAGS));
    }

    /// Somebody in front of a browser, not signed in.
    Person person(String username, URI worksync) {
        return person(username, worksync, "");
    }

    /// Somebody whose browser is not like others: `script` runs in each page before the page's own.
    Person person(String username, URI worksync, String script) {
        BrowserContext context =
                browser.newContext(
                        new NewContextOptions()
                                .setViewportSize(1100, 760)
                                .setPermissions(List.of("camera", "microphone")));
        context.addInitScript(script);
        Page page = context.newPage();
        Person person = new Person(username, worksync, page);
        people.add(person);
        return person;
    }

    /// What everybody sees, for whoever has to find out why a test failed.
    void screenshots(Path folder, String name) {
        for (Person person : people) {
            person.screenshot(folder.resolve(name + "-" + person.username() + ".png"));
        }
    }

    void closePeople() {
        people.forEach(Person::close);
        people.clear();
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Path chromium() {
        String path = System.getenv("WORKSYNC_CHROMIUM");
        return Path.of(path == null ? "/usr/bin/chromium" : path);
    }
}
