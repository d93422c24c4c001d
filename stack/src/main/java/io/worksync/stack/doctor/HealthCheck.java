package io.worksync.stack.doctor;

import io.worksync.stack.doctor.Site.NoAnswer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What processes say of Kafka, Redis and PostgreSQL, on management ports that are not public.
final class HealthCheck {

    private static final Pattern CHECK =
            Pattern.compile(
                    "\"name\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"status\"\\s*:\\s*\"(UP|DOWN)\"");

    private final Site site;
    private final Findings findings;

    HealthCheck(Site site, Findings findings) {
        this.site = site;
        this.findings = findings;
    }

    void run(List<URI> management) {
        if (management.isEmpty()) {
            findings.note(
                    "Kafka, Redis, PostgreSQL",
                    "not looked at: the health endpoints are not public; reach them with kubectl"
                            + " port-forward and name them with --management URL,URL");
        }
        management.forEach(this::ask);
    }

    private void ask(URI process) {
        URI address = process.resolve("/q/health/ready");
        try {
            String said = site.get(address, "").body();
            Map<String, String> checks = new TreeMap<>();
            Matcher check = CHECK.matcher(said);
            while (check.find()) {
                checks.put(check.group(1), check.group(2));
            }
            List<String> down =
                    checks.keySet().stream()
                            .filter(name -> "DOWN".equals(checks.get(name)))
                            .toList();
            if (checks.isEmpty()) {
                findings.bad(
                        "health",
                        address + " is no health endpoint",
                        "name the management port of a service");
            } else if (down.isEmpty()) {
                findings.good("health of " + process, String.join(", ", checks.keySet()));
            } else {
                findings.bad(
                        "health of " + process,
                        String.join(", ", down) + " down",
                        "is it running, and does the network let this service reach it?");
            }
        } catch (NoAnswer e) {
            findings.bad(
                    "health of " + process,
                    "it gives no answer: " + e.getMessage(),
                    "is the port forwarded?");
        }
    }
}
