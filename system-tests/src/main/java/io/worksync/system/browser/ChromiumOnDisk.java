package io.worksync.system.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;

/// The system's Chromium with a profile in a folder, as people have it: what pages store goes to
/// the disk, where the profiles of [Chromium] keep it in memory.
public final class ChromiumOnDisk implements AutoCloseable {

    private final Playwright playwright = Chromium.driver();
    private final BrowserContext profile;

    /// @param folder the profile's own
    public ChromiumOnDisk(Path folder) {
        profile =
                playwright
                        .chromium()
                        .launchPersistentContext(
                                folder,
                                new LaunchPersistentContextOptions()
                                        .setExecutablePath(Chromium.path())
                                        .setChromiumSandbox(false)
                                        .setHeadless(true)
                                        .setArgs(Chromium.arguments(List.of())));
    }

    public BrowserContext profile() {
        return profile;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
