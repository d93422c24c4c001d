package io.worksync.system.journey;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.worksync.system.browser.Chromium;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A browser in which each person has a profile of their own. After each test everybody goes; what
/// they saw stays in `target/screenshots` where it failed.
final class Browsers implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Supplier<Chromium> open;
    private final List<Person> people = new ArrayList<>();
    private Chromium chromium;

    Browsers() {
        this(Chromium::open);
    }

    private Browsers(Supplier<Chromium> open) {
        this.open = open;
    }

    /// One with slow cameras, of which two cores carry more.
    static Browsers withSlowCameras() {
        return new Browsers(Chromium::openForMany);
    }

    /// Somebody in front of a browser, not signed in.
    Person person(String username, URI worksync) {
        return person(username, worksync, "");
    }

    /// Somebody whose browser is not like others: `script` runs in each page before the page's own.
    Person person(String username, URI worksync, String script) {
        BrowserContext context =
                chromium.profile(new NewContextOptions().setViewportSize(1100, 760));
        context.addInitScript(script);
        Page page = context.newPage();
        Person person = new Person(username, worksync, page);
        people.add(person);
        return person;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = open.get();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            String test = context.getRequiredTestMethod().getName();
            for (Person person : people) {
                person.screenshot(SCREENSHOTS.resolve(test + "-" + person.username() + ".png"));
            }
        }
        people.forEach(Person::close);
        people.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (chromium != null) {
            chromium.close();
        }
    }
}
