package io.worksync.signaling.lifecycle;

import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.ice.IssueIceServers;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Which settings a meeting may have here and now.
@ApplicationScoped
class SettingsRules {

    private final IssueIceServers iceServers;
    private final MeetingConfig config;
    private final Clock clock;

    SettingsRules(IssueIceServers iceServers, MeetingConfig config, Clock clock) {
        this.iceServers = iceServers;
        this.config = config;
        this.clock = clock;
    }

    /// 400 for a time that has passed or is too far away, and for hiding addresses where there is
    /// no relay.
    void check(Settings settings) {
        Instant at = settings.scheduledFor();
        if (at != null) {
            checkTime(at);
        }
        if (settings.relayOnly() && !iceServers.areThere()) {
            throw Refusal.badRequest("relayOnly", "There is no relay here to hide addresses");
        }
    }

    void checkTime(Instant at) {
        Instant now = clock.instant();
        if (!at.isAfter(now)) {
            throw Refusal.badRequest("scheduledFor", "This time has passed");
        }
        if (at.isAfter(now.plus(config.maxAhead()))) {
            throw Refusal.badRequest(
                    "scheduledFor",
                    "A meeting is scheduled at most " + config.maxAhead().toDays() + " days ahead");
        }
    }
}
