package io.worksync.notification.push;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this deployment is set up to push with, and to whom.
@ApplicationScoped
class WebPush {

    private static final String EVERY_HOST_BELOW = "*.";
    private static final int DEFAULT_PORT = 443;
    /// RFC 8292 allows 24 hours; clocks differ.
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private final Optional<VapidKey> key;
    private final String contact;
    private final List<String> hosts;
    private final Clock clock;

    /// @throws IllegalStateException where a setting is not what it must be, so that the
    ///     service does not start
    WebPush(PushConfig config, Clock clock) {
        this.key = config.privateKey().filter(text -> !text.isBlank()).map(WebPush::key);
        this.contact = config.contact();
        this.hosts =
                config.hosts().stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
        this.clock = clock;
        if (!contact.matches("(mailto:|https://)[^\\s\"\\\\]+")) {
            throw new IllegalStateException(
                    "worksync.push.contact is neither a mailto: nor an https: address");
        }
    }

    boolean isOn() {
        return key.isPresent();
    }

    /// What browsers subscribe with, where there is Web Push.
    Optional<String> publicKey() {
        return key.map(VapidKey::publicKey);
    }

    /// The `Authorization` of a push to the endpoint.
    String authorization(URI endpoint) {
        String audience = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        return key.orElseThrow().authorization(audience, contact, clock.instant().plus(TOKEN_LIFE));
    }

    /// Whether it is an address of a push service that is known here. All others could be of
    /// anything that this service reaches and browsers do not.
    boolean allows(URI endpoint) {
        @Nullable String host = endpoint.getHost();
        if (!"https".equalsIgnoreCase(endpoint.getScheme())
                || host == null
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawFragment() != null) {
            return false;
        }
        String port =
                endpoint.getPort() < 0 || endpoint.getPort() == DEFAULT_PORT
                        ? ""
                        : ":" + endpoint.getPort();
        String named = host.toLowerCase(Locale.ROOT) + port;
        return hosts.stream().anyMatch(allowed -> matches(named, allowed));
    }

    private static boolean matches(String host, String allowed) {
        return allowed.startsWith(EVERY_HOST_BELOW)
                ? host.endsWith(allowed.substring(1)) && host.length() >= allowed.length()
                : host.equals(allowed);
    }

    private static VapidKey key(String text) {
        try {
            return VapidKey.of(text);
        } catch (IllegalArgumentException e) {
            // without the key itself, which the cause may name
            throw new IllegalStateException(
                    "worksync.push.private-key is no private key of P-256: 32 bytes in base64url");
        }
    }
}
