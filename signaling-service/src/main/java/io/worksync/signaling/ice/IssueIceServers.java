package io.worksync.signaling.ice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.IceServer;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Gives a participant the servers to reach others through, with credentials of its own.
@ApplicationScoped
public class IssueIceServers {

    private static final Duration MAX_TTL = Duration.ofHours(1);

    private final TurnConfig config;
    private final MeetingConfig meetings;
    private final Clock clock;
    private final Counter issued;

    IssueIceServers(TurnConfig config, MeetingConfig meetings, Clock clock, MeterRegistry meters) {
        this.config = config;
        this.meetings = meetings;
        this.clock = clock;
        this.issued = meters.counter("worksync.signaling.turn.credentials.issued");
    }

    void check(@Observes StartupEvent event) {
        if (config.urls().isPresent() && config.secret().isEmpty()) {
            throw new IllegalStateException("worksync.turn.urls needs worksync.turn.secret");
        }
        if (config.credentialTtl().compareTo(MAX_TTL) > 0) {
            throw new IllegalStateException("worksync.turn.credential-ttl is over " + MAX_TTL);
        }
        if (config.credentialTtl().compareTo(meetings.credentialsRefresh()) <= 0) {
            throw new IllegalStateException(
                    "worksync.turn.credential-ttl is not over worksync.meetings.credentials-refresh");
        }
    }

    /// Whether there is any server to give.
    public boolean areThere() {
        return config.urls().isPresent();
    }

    /// Fresh credentials; no servers where there are none.
    public IceServers issue(UserId user, MeetingId meeting) {
        List<String> urls = config.urls().orElse(List.of());
        if (urls.isEmpty()) {
            return new IceServers(List.of(), null);
        }
        issued.increment();
        Instant expiry = clock.instant().plus(config.credentialTtl());
        TurnCredential credential =
                TurnCredential.issue(config.secret().orElseThrow(), user, meeting, expiry);
        IceServer turn = new IceServer(urls, credential.username(), credential.password());
        return new IceServers(Stream.concat(stun(urls).stream(), Stream.of(turn)).toList(), expiry);
    }

    /// A TURN server answers STUN on the same port.
    private static List<IceServer> stun(List<String> turnUrls) {
        List<String> urls =
                turnUrls.stream()
                        .filter(url -> url.startsWith("turn:"))
                        .map(url -> url.substring("turn:".length()).replaceFirst("\\?.*", ""))
                        .distinct()
                        .map(address -> "stun:" + address)
                        .toList();
        return urls.isEmpty() ? List.of() : List.of(new IceServer(urls, null, null));
    }
}
