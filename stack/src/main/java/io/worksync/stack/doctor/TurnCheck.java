package io.worksync.stack.doctor;

import io.worksync.stack.doctor.Site.NoAnswer;
import io.worksync.stack.turn.RelayCheck;
import io.worksync.stack.turn.TurnCredential;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The relay as a participant of a meeting gets it: the addresses and the credential that
/// signaling-service gives, and two clients that reach each other through it.
final class TurnCheck {

    private static final String MEETINGS = "/api/meetings/v1/meetings";
    private static final Pattern SERVER =
            Pattern.compile("\"turns?:([^:\"?]+)(?::(\\d+))?[^\"]*\"");
    private static final int PORT = 3478;

    private final Site site;
    private final URI url;
    private final String token;
    private final Findings findings;

    TurnCheck(Site site, URI url, String token, Findings findings) {
        this.site = site;
        this.url = url;
        this.token = token;
        this.findings = findings;
    }

    void run() {
        if (token.isEmpty()) {
            findings.note("TURN", "not looked at: put somebody's access token into WORKSYNC_TOKEN");
            return;
        }
        try {
            String body = "{\"title\":\"doctor\",\"ring\":false}";
            HttpResponse<String> meeting = site.call("POST", url.resolve(MEETINGS), token, body);
            if (meeting.statusCode() != 201) {
                findings.bad(
                        "TURN",
                        "no meeting can be begun to ask for it: " + meeting.statusCode(),
                        "is signaling-service up? see its /q/health/ready");
                return;
            }
            URI path = url.resolve(MEETINGS + "/" + Site.text(meeting.body(), "id"));
            try {
                join(path);
            } finally {
                site.call("DELETE", path, token, "");
            }
        } catch (NoAnswer e) {
            findings.bad("TURN", MEETINGS + ": " + e.getMessage(), "is signaling-service up?");
        }
    }

    private void join(URI meeting) throws NoAnswer {
        URI participants = URI.create(meeting + "/participants");
        String joined = site.call("POST", participants, token, "{}").body();
        Matcher server = SERVER.matcher(joined);
        if (!server.find()) {
            findings.bad(
                    "TURN",
                    "participants get no relay",
                    "set WORKSYNC_TURN_URLS and WORKSYNC_TURN_SECRET on signaling-service; without"
                            + " it about one in five people cannot meet");
            return;
        }
        String port = server.group(2);
        InetSocketAddress address =
                new InetSocketAddress(
                        server.group(1), port == null ? PORT : Integer.parseInt(port));
        TurnCredential credential =
                new TurnCredential(Site.text(joined, "username"), Site.text(joined, "credential"));
        relay(address, credential);
    }

    private void relay(InetSocketAddress address, TurnCredential credential) {
        if (address.isUnresolved()) {
            findings.bad(
                    "TURN",
                    "the relay's name " + address.getHostString() + " is not known to DNS",
                    "correct WORKSYNC_TURN_URLS");
            return;
        }
        Optional<String> problem = new RelayCheck(address, credential).problem();
        problem.ifPresentOrElse(
                wrong ->
                        findings.bad(
                                "TURN",
                                "the relay does not relay",
                                wrong + " (deploy/coturn/turnserver.conf)"),
                () ->
                        findings.good(
                                "TURN",
                                address.getHostString()
                                        + ":"
                                        + address.getPort()
                                        + ": two clients with the credential that meetings give"
                                        + " reached each other, by UDP and TCP"));
    }
}
