package io.worksync.stack.doctor;

import io.worksync.stack.doctor.Site.NoAnswer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// OpenID Connect: the provider that the client is sent to, its keys, and what a token is for.
final class SignInCheck {

    private static final String AUDIENCE = "worksync";
    private static final Pattern NUMBER = Pattern.compile("\"exp\"\\s*:\\s*(\\d+)");

    private final Site site;
    private final URI url;
    private final String token;
    private final Findings findings;

    SignInCheck(Site site, URI url, String token, Findings findings) {
        this.site = site;
        this.url = url;
        this.token = token;
        this.findings = findings;
    }

    void run(String config) {
        String issuer = Site.text(config, "issuer");
        if (issuer.isEmpty()) {
            findings.bad(
                    "sign-in",
                    "/config.json names no issuer",
                    "set WORKSYNC_OIDC_ISSUER on gateways");
            return;
        }
        if (url.getScheme().equals("https") && !issuer.startsWith("https://")) {
            findings.bad(
                    "sign-in",
                    "the issuer " + issuer + " is not https",
                    "browsers refuse it from an https page: give the provider TLS");
        }
        discover(issuer);
        audience(issuer);
    }

    private void discover(String issuer) {
        URI discovery = URI.create(issuer + "/.well-known/openid-configuration");
        try {
            HttpResponse<String> answer = site.get(discovery, "");
            String said = Site.text(answer.body(), "issuer");
            if (answer.statusCode() != 200) {
                findings.bad(
                        "sign-in",
                        discovery + " answers " + answer.statusCode(),
                        "is the realm's name in WORKSYNC_OIDC_ISSUER right?");
            } else if (!said.equals(issuer)) {
                findings.bad(
                        "sign-in",
                        "the provider calls itself " + said + ", the gateways call it " + issuer,
                        "tokens will be refused: set the provider's hostname (KC_HOSTNAME) or"
                                + " WORKSYNC_OIDC_ISSUER so that both are the same");
            } else {
                keys(answer.body(), issuer);
            }
        } catch (NoAnswer e) {
            findings.bad(
                    "sign-in",
                    discovery + ": " + e.getMessage(),
                    "people's browsers must reach the provider, and so must the services");
        }
    }

    private void keys(String discovered, String issuer) throws NoAnswer {
        URI address = URI.create(Site.text(discovered, "jwks_uri"));
        String keys = site.get(address, "").body();
        if (!keys.contains("\"kid\"")) {
            findings.bad("sign-in", address + " has no keys", "give the realm a signing key");
        } else if (!discovered.contains("\"S256\"")) {
            findings.bad("sign-in", "the provider offers no PKCE", "allow S256 for the client");
        } else {
            findings.good("sign-in", issuer + " is found, with its keys and PKCE");
        }
    }

    private void audience(String issuer) {
        if (token.isEmpty()) {
            findings.note(
                    "audience", "not looked at: put somebody's access token into WORKSYNC_TOKEN");
            return;
        }
        String claims = claims();
        if (claims.isEmpty()) {
            findings.bad("audience", "WORKSYNC_TOKEN is no JWT", "give an access token");
        } else if (expires(claims).isBefore(Instant.now())) {
            findings.bad("audience", "the token has expired", "give a fresh one");
        } else if (!Site.text(claims, "iss").equals(issuer)) {
            findings.bad(
                    "audience",
                    "the token is from " + Site.text(claims, "iss") + " and not from " + issuer,
                    "sign in at the right provider");
        } else if (!claims.contains("\"" + AUDIENCE + "\"")) {
            findings.bad(
                    "audience",
                    "the token's aud lacks \"" + AUDIENCE + "\"",
                    "give the client a mapper that adds the audience");
        } else {
            used();
        }
    }

    private void used() {
        URI me = url.resolve("/api/chat/v1/users/me");
        try {
            int status = site.get(me, token).statusCode();
            switch (status) {
                case 200 -> findings.good("audience", "the token is accepted");
                case 401 ->
                        findings.bad(
                                "audience",
                                "the token is refused (401)",
                                "the services must reach the provider's keys; see their logs");
                default ->
                        findings.bad(
                                "services",
                                me.getPath() + " answers " + status,
                                "is chat-service up? see its /q/health/ready");
            }
        } catch (NoAnswer e) {
            findings.bad("services", me + ": " + e.getMessage(), "is chat-service up?");
        }
    }

    private String claims() {
        String[] parts = token.split("\\.", -1);
        try {
            return parts.length == 3
                    ? new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                    : "";
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static Instant expires(String claims) {
        Matcher number = NUMBER.matcher(claims);
        return number.find()
                ? Instant.ofEpochSecond(Long.parseLong(number.group(1)))
                : Instant.EPOCH;
    }
}
