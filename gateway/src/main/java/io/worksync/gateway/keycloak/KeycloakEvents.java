package io.worksync.gateway.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads the endings from Keycloak's records, page by page.
@ApplicationScoped
class KeycloakEvents {

    /// One event that ends something.
    record Recorded(String id, Ending ending) {}

    /// What was found, and from when to read the next time.
    record Found(List<Recorded> events, Instant next) {}

    private final KeycloakAdmin keycloak;
    private final KeycloakConfig config;

    KeycloakEvents(KeycloakAdmin keycloak, KeycloakConfig config) {
        this.keycloak = keycloak;
        this.config = config;
    }

    /// The events from a time on, up to what is read in one round.
    Uni<Found> since(KeycloakLog log, Instant from) {
        return next(log, new Reading(log, from), 0);
    }

    private Uni<Found> next(KeycloakLog log, Reading reading, int first) {
        String page = log.page(reading.from.toEpochMilli(), first, config.eventsAtOnce());
        return keycloak.get(page).chain(events -> goOn(log, reading, first, events));
    }

    private Uni<Found> goOn(KeycloakLog log, Reading reading, int first, JsonNode events) {
        events.forEach(reading::take);
        if (events.size() < config.eventsAtOnce()) {
            return Uni.createFrom().item(reading.whole());
        }
        int read = first + events.size();
        return read < config.maxEvents()
                ? next(log, reading, read)
                : Uni.createFrom().item(reading.cut());
    }

    /// What was read so far in one round.
    private final class Reading {

        private final KeycloakLog log;
        private final Instant from;
        private final List<Recorded> found = new ArrayList<>();
        private Instant latest;

        Reading(KeycloakLog log, Instant from) {
            this.log = log;
            this.from = from;
            this.latest = from;
        }

        void take(JsonNode event) {
            Instant at = Instant.ofEpochMilli(event.path("time").asLong());
            latest = at.isAfter(latest) ? at : latest;
            log.meaning(event)
                    .ifPresent(
                            ending -> found.add(new Recorded(event.path("id").asText(), ending)));
        }

        /// Nothing is left; what is stored late is found by beginning a little earlier.
        Found whole() {
            Instant next = latest.minus(config.overlap());
            return new Found(found, next.isAfter(from) ? next : from);
        }

        /// More is left.
        Found cut() {
            return new Found(found, latest);
        }
    }
}
