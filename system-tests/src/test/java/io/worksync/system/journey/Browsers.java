package io.worksync.system.journey;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.worksync.system.browser.Chromium;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A browser in which each person has a profile of their own.
final class Browsers implements AutoCloseable {

    private final Chromium chromium;
    private final List<Person> people = new ArrayList<>();

    Browsers() {
        this(Chromium.open());
    }

    private Browsers(Chromium chromium) {
        this.chromium = chromium;
    }

    /// One with slow cameras, of which two cores carry more.
    static Browsers withSlowCameras() {
        return new Browsers(Chromium.openForMany());
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
        chromium.close();
    }
}
