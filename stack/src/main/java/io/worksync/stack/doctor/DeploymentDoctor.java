package io.worksync.stack.doctor;

import io.worksync.stack.doctor.Site.NoAnswer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Says what is wrong with a deployment, and what to do about it.
///
/// It does what a user's browser does: reads the client's configuration, finds the identity
/// provider, opens a socket, asks for Web Push's key, and sends a packet through the relay. It
/// leaves nothing behind.
public final class DeploymentDoctor {

    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    private static final int UNCOMPRESSED_POINT = 65;

    private final Site site = new Site();
    private final URI url;
    private final String token;
    private final List<URI> management;
    private final Findings findings;

    /// @param token somebody's access token, or empty where there is none
    /// @param management addresses of management ports, where they can be reached
    public DeploymentDoctor(URI url, String token, List<URI> management, Consumer<String> lines) {
        this.url = url;
        this.token = token;
        this.management = List.copyOf(management);
        this.findings = new Findings(lines);
    }

    /// Whether nothing is wrong.
    public boolean examine() {
        if (!url.getScheme().equals("https")) {
            findings.note(
                    "TLS", url + " is not https: cameras and notifications work on localhost only");
        }
        URI config = url.resolve("/config.json");
        try {
            HttpResponse<String> answer = site.get(config, "");
            if (answer.statusCode() != 200) {
                findings.bad(
                        "gateway",
                        config + " answers " + answer.statusCode(),
                        "is this WorkSync's address, and is a gateway ready behind it?");
                return false;
            }
            findings.good("gateway", url + " answers");
            clock(answer);
            new SignInCheck(site, url, token, findings).run(answer.body());
            new SocketCheck(site, url, token, findings).run();
            new TurnCheck(site, url, token, findings).run();
            webPush();
        } catch (NoAnswer e) {
            findings.bad(
                    "gateway",
                    url + ": " + e.getMessage(),
                    "look at DNS, the ingress's address and its certificate");
        }
        new HealthCheck(site, findings).run(management);
        return findings.healthy();
    }

    private void clock(HttpResponse<String> answer) {
        Optional<String> date = answer.headers().firstValue("Date");
        if (date.isEmpty()) {
            findings.note("clock", "the answer has no Date to compare with");
            return;
        }
        Instant there =
                ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration off = Duration.between(there, Instant.now()).abs();
        if (off.compareTo(TOLERANCE) > 0) {
            findings.bad(
                    "clock",
                    "this machine's and the deployment's differ by " + off.toSeconds() + " s",
                    "synchronise both (NTP): tokens and TURN credentials end by the clock");
        } else {
            findings.good("clock", "agrees within " + TOLERANCE.toSeconds() + " s");
        }
    }

    private void webPush() throws NoAnswer {
        if (token.isEmpty()) {
            findings.note(
                    "Web Push", "not looked at: put somebody's access token into WORKSYNC_TOKEN");
            return;
        }
        HttpResponse<String> answer =
                site.get(url.resolve("/api/notifications/v1/push-key"), token);
        if (answer.statusCode() == 404) {
            findings.note("Web Push", "this deployment offers none");
        } else if (answer.statusCode() != 200 || !isKey(Site.text(answer.body(), "key"))) {
            findings.bad(
                    "Web Push",
                    "the key is none: " + answer.statusCode(),
                    "give notification-service a VAPID key pair (P-256)");
        } else {
            findings.good("Web Push", "there is a key");
        }
    }

    private static boolean isKey(String text) {
        try {
            byte[] point = Base64.getUrlDecoder().decode(text);
            return point.length == UNCOMPRESSED_POINT && point[0] == 4;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
