package io.worksync.notification.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Web Push: whether there is any, to whom, and when.
@ConfigMapping(prefix = "worksync.push")
interface PushConfig {

    /// The private key by which browsers' push services know this deployment (VAPID, P-256): 32
    /// bytes in base64url. Keep it: another one ends all subscriptions. Without it there is no Web
    /// Push.
    Optional<String> privateKey();

    /// Whom push services may ask about this deployment: a `mailto:` or `https:` address.
    @WithDefault("mailto:worksync@localhost")
    String contact();

    /// The push services that browsers may name, as hosts; `*.` stands for any name before, and
    /// `:port` for another port than 443.
    @WithDefault(
            "fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com")
    List<String> hosts();

    /// Whether the beginning of the message is in it, encrypted for the browser; without, only that
    /// there is something.
    @WithDefault("true")
    boolean text();

    /// Browsers of one person; one more takes the place of the one that was confirmed longest ago.
    @WithDefault("10")
    int browsersPerUser();

    /// How long a notification waits for being read before it is sent.
    @WithDefault("3s")
    Duration delay();

    /// How long whoever is online is left to see it there; if they go away unread meanwhile, it is
    /// sent.
    @WithDefault("2m")
    Duration patience();

    /// How often it is looked again whether somebody online went away.
    @WithDefault("15s")
    Duration lookAgain();

    /// How often what is due is looked for.
    @WithDefault("2s")
    Duration interval();

    /// How often it is looked whose access was revoked.
    @WithDefault("3s")
    Duration revocationsInterval();

    /// How many are sent in one step.
    @WithDefault("32")
    int batch();

    /// How many are sent at once.
    @WithDefault("8")
    int atOnce();

    /// How long a push service may take to answer.
    @WithDefault("10s")
    Duration timeout();

    /// How long it is tried, and how long a push service keeps it for a browser that is away.
    @WithDefault("24h")
    Duration keep();
}
