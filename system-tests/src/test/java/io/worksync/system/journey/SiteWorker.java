package io.worksync.system.journey;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A site's service worker, and what the system shows of it.
final class SiteWorker {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Page page;
    private final URI site;

    SiteWorker(Page page, URI site) {
        this.page = page;
        this.site = site;
    }

    /// Hands it what a push service would have the browser hand it.
    void isPushed(String message) {
        CDPSession session = page.context().newCDPSession(page);
        AtomicReference<String> registration = new AtomicReference<>();
        session.on(
                "ServiceWorker.workerRegistrationUpdated",
                event -> {
                    for (JsonElement each : event.getAsJsonArray("registrations")) {
                        registration.set(
                                each.getAsJsonObject().get("registrationId").getAsString());
                    }
                });
        session.send("ServiceWorker.enable");
        await("the registration")
                .pollInSameThread()
                .atMost(SOON)
                .until(
                        () -> {
                            // events come while something is asked
                            page.title();
                            return registration.get() != null;
                        });
        JsonObject push = new JsonObject();
        push.addProperty("origin", site.toString());
        push.addProperty("registrationId", registration.get());
        push.addProperty("data", message);
        session.send("ServiceWorker.deliverPushMessage", push);
        session.detach();
    }

    /// Title and text of each notification that is shown.
    @SuppressWarnings("unchecked")
    List<String> shown() {
        return (List<String>)
                page.evaluate(
                        """
                        async () => {
                            const registration = await navigator.serviceWorker.ready;
                            const shown = await registration.getNotifications();
                            return shown.map(({ title, body }) => `${title}: ${body}`);
                        }
                        """);
    }

    /// Tells the page what it tells it when somebody clicks on a notification, which only the
    /// system can do.
    void asksToOpen(String channel, int seq) {
        page.evaluate(
                """
                data => navigator.serviceWorker.dispatchEvent(
                    new MessageEvent('message', { data: { type: 'open-channel', ...data } }))
                """,
                java.util.Map.of("channelId", channel, "seq", seq));
    }
}
