package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.core.ConditionFactory;

/// What somebody does and sees in the web client, named as they would say it.
final class Person {

    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    /// Colours are where they will be at once.
    private static final String AT_REST =
            """
            () => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(
                    '*, ::before, ::after { transition: none !important; animation: none !important }');
                document.adoptedStyleSheets = [sheet];
            }
            """;

    private static final String HAS_THEME =
            "theme => document.documentElement.dataset.theme === theme";

    private static final double LOOK_MILLIS = 100;
    private static final int PHONE = 360;
    private static final int DESK = 1100;
    private static final int HEIGHT = 760;
    private static final double PATIENCE_MILLIS = 20_000;
    private static final Duration MEDIA = Duration.ofSeconds(30);
    private static final Duration OTHERS = Duration.ofSeconds(30);

    private final String username;
    private final URI worksync;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Person(String username, URI worksync, Page page) {
        this.username = username;
        this.worksync = worksync;
        this.page = page;
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
        page.onPageError(complaints::add);
    }

    String username() {
        return username;
    }

    /// Errors that the page wrote to its console.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void comes() {
        page.navigate(worksync.toString());
        sees("sign-in");
    }

    /// Through Keycloak's own page, and back.
    void signIn() {
        comes();
        hook("sign-in").click();
        page.locator("#username").fill(username);
        page.locator("#password").fill(username);
        page.locator("#kc-login").click();
        hook("new-channel").waitFor();
        page.evaluate("window.neverReloaded = true");
    }

    boolean hasNeverReloaded() {
        return (boolean) page.evaluate("window.neverReloaded === true");
    }

    void createsChannel(String name) {
        hook("new-channel").click();
        hook("create-channel-name").fill(name);
        hook("create-channel-submit").click();
        sees("channel-" + name);
    }

    void adds(String other) {
        hook("add-people").click();
        hook("people-search").fill(other);
        hook("person-" + other).click();
        hook("person-" + other).getByText("In the channel").waitFor();
        page.keyboard().press("Escape");
    }

    void opens(String channel) {
        hook("channel-" + channel).click();
        hook("composer").waitFor();
    }

    /// Key by key, as a person does, without sending.
    void types(String text) {
        hook("composer").pressSequentially(text);
    }

    void sends() {
        hook("composer").press("Enter");
    }

    void says(String text) {
        hook("composer").fill(text);
        hook("send").click();
    }

    /// Waits until the message is on the screen.
    void reads(String text, Duration within) {
        hook("message")
                .filter(new FilterOptions().setHasText(text))
                .waitFor(new WaitForOptions().setTimeout((double) within.toMillis()));
    }

    int copiesOf(String text) {
        return hook("message").filter(new FilterOptions().setHasText(text)).count();
    }

    void sees(String hook) {
        hook(hook).first().waitFor();
    }

    void seesNo(String hook) {
        hook(hook).first().waitFor(new WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    /// Waits until something that this CSS selector finds is on the screen.
    void seesLike(String selector, Duration within) {
        page.locator(selector)
                .first()
                .waitFor(new WaitForOptions().setTimeout((double) within.toMillis()));
    }

    String textOf(String hook) {
        return hook(hook).first().innerText();
    }

    void clicks(String hook) {
        hook(hook).first().click();
    }

    /// Key by key, at the end of the channel's notes.
    void writesNotes(String text) {
        hook("notes-text").press("Control+End");
        hook("notes-text").pressSequentially(text);
    }

    void writesNotesAtTheStart(String text) {
        hook("notes-text").press("Control+Home");
        hook("notes-text").pressSequentially(text);
    }

    String notes() {
        return hook("notes-text").inputValue();
    }

    /// Waits until exactly this is in the notes.
    void readsNotes(String text) {
        patiently(username + " reads the notes")
                .untilAsserted(() -> assertThat(notes()).isEqualTo(text));
    }

    /// Waits until the notes have so many characters.
    void readsNotesOf(int length) {
        patiently(username + " has all notes")
                .untilAsserted(() -> assertThat(notes()).hasSize(length));
    }

    void seesNotesSaved() {
        page.locator("[data-testid=notes-status][data-saving=saved]").waitFor();
    }

    void reloads() {
        page.reload();
        hook("composer").waitFor();
    }

    /// Waits until the picture of this tile moves: frames that were decoded and shown go up.
    void seesMovingPictureOf(String tile) {
        sees(tile);
        long first = framesOf(tile);
        await(username + " sees a moving picture of " + tile)
                .pollInSameThread() // a page belongs to the thread that made it
                .atMost(MEDIA)
                .until(() -> framesOf(tile) > first + 10);
    }

    /// How many frames of this tile's picture were decoded and shown so far.
    long framesShownOf(String tile) {
        return framesOf(tile);
    }

    /// Opens the menu of this name, and does what stands there.
    void chooses(String menu, String action) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(menu)).first().click();
        hook(action).click();
    }

    void ticks(String option) {
        hook(option).check();
    }

    /// Waits until a button says that it is on, or off.
    void seesPressed(String button, boolean pressed) {
        page.locator("[data-testid=\"" + button + "\"][aria-pressed=\"" + pressed + "\"]")
                .waitFor();
    }

    /// Waits until a notice says this.
    void isTold(String text) {
        hook("toast").filter(new FilterOptions().setHasText(text)).first().waitFor();
    }

    void presses(String key) {
        page.keyboard().press(key);
    }

    /// Follows a link of WorkSync in the same tab, signed in.
    void follows(String path) {
        page.navigate(worksync.resolve(path).toString());
    }

    /// Picks a file in a hidden field, as the system's dialog does.
    void picks(String field, Path file) {
        hook(field).setInputFiles(file);
    }

    /// Waits until a file's line says that it is there.
    void seesFile(String state) {
        page.locator("[data-testid=file-transfer][data-state=" + state + "]")
                .waitFor(new WaitForOptions().setTimeout((double) MEDIA.toMillis()));
    }

    /// Saves what a click offers, and gives where it is.
    Path saves(String button) {
        return page.waitForDownload(() -> hook(button).click()).path();
    }

    Object asks(String script) {
        return page.evaluate(script);
    }

    /// What of this page keeps people out, as far as a program can tell (WCAG 2.2, A and AA): light
    /// and dark, on a phone and on a desk.
    List<String> barriers() {
        List<String> found = new ArrayList<>();
        page.evaluate(AT_REST);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
            // not with each frame: a page that shows a camera may draw few of them
            page.waitForFunction(
                    HAS_THEME,
                    scheme.name().toLowerCase(Locale.ROOT),
                    new WaitForFunctionOptions().setPollingInterval(LOOK_MILLIS));
            for (int width : List.of(PHONE, DESK)) {
                page.setViewportSize(width, HEIGHT);
                AxeResults results =
                        new AxeBuilder(page).withTags(WCAG).setLegacyMode(true).analyze();
                assertThat(results.getPasses()).as("what was looked at").isNotEmpty();
                for (Rule rule : results.getViolations()) {
                    for (CheckedNode node : rule.getNodes()) {
                        found.add(
                                "%s, %d px: %s at %s: %s"
                                        .formatted(
                                                scheme,
                                                width,
                                                rule.getHelp(),
                                                node.getTarget(),
                                                node.getFailureSummary()));
                    }
                }
            }
        }
        return found;
    }

    /// Lets the site do what browsers ask about, by the name that they call it.
    void lets(String permission) {
        page.context().grantPermissions(List.of(permission, "camera", "microphone"));
    }

    boolean isOn(String hook) {
        return "true".equals(hook(hook).getAttribute("aria-checked"));
    }

    /// Where the page is, with what follows `#`.
    String address() {
        return page.url();
    }

    /// At no page of the site.
    void looksElsewhere() {
        page.navigate("about:blank");
    }

    void looksAgain() {
        page.navigate(worksync.toString());
        hook("new-channel").waitFor();
    }

    /// What works for the site while none of its pages is looked at.
    SiteWorker siteWorker() {
        return new SiteWorker(page, worksync);
    }

    void screenshot(Path file) {
        try {
            page.screenshot(new ScreenshotOptions().setPath(file));
        } catch (PlaywrightException e) {
            System.err.println("no screenshot of " + username + ": " + e.getMessage());
        }
    }

    void close() {
        page.context().close();
    }

    private static ConditionFactory patiently(String what) {
        return await(what).pollInSameThread().atMost(OTHERS);
    }

    private long framesOf(String tile) {
        Object frames =
                page.evaluate(
                        "hook => document.querySelector(`[data-testid=\"${hook}\"] video`)"
                                + "?.getVideoPlaybackQuality().totalVideoFrames ?? 0",
                        tile);
        return ((Number) frames).longValue();
    }

    private Locator hook(String name) {
        return page.locator("[data-testid=\"" + name + "\"]");
    }
}
