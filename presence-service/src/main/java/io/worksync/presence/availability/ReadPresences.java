package io.worksync.presence.availability;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.presence.Availability;
import io.worksync.contracts.presence.Presence;
import io.worksync.contracts.problem.Refusal;
import io.worksync.presence.caller.Caller;
import io.worksync.presence.membership.Members;
import io.worksync.presence.problem.Outages;
import io.worksync.presence.status.PgStatuses;
import io.worksync.presence.status.Setting;
import io.worksync.presence.status.Status;
import io.worksync.presence.status.VersionedStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Answers who is there, as the last announcement had it, so that reading and listening agree.
@ApplicationScoped
class ReadPresences {

    private final Members members;
    private final RedisPresences presences;
    private final PgStatuses statuses;
    private final Clock clock;

    ReadPresences(Members members, RedisPresences presences, PgStatuses statuses, Clock clock) {
        this.members = members;
        this.presences = presences;
        this.statuses = statuses;
        this.clock = clock;
    }

    /// One presence for each of the users, in their order; `unknown` where the viewer may not know.
    /// Without chat-service, whoever is new to each other does not know yet.
    Uni<List<Presence>> read(Caller viewer, Set<UserId> users) {
        return members.visible(viewer, users)
                .onFailure(failure -> failure instanceof Refusal || Outages.isOutage(failure))
                .recoverWithUni(() -> members.known(viewer.id(), users))
                .chain(visible -> find(List.copyOf(visible)))
                .map(found -> users.stream().map(user -> orUnknown(found, user)).toList());
    }

    private Uni<Map<UserId, Presence>> find(List<UserId> visible) {
        return presences.find(visible).chain(live -> completed(visible, live));
    }

    // whom Redis does not know is offline, and may have said something before Redis lost it
    private Uni<Map<UserId, Presence>> completed(List<UserId> visible, Map<UserId, Presence> live) {
        List<UserId> missing = visible.stream().filter(user -> !live.containsKey(user)).toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(live);
        }
        return statuses.find(missing).map(said -> withOffline(live, missing, said));
    }

    private Map<UserId, Presence> withOffline(
            Map<UserId, Presence> live, List<UserId> missing, Map<UserId, VersionedStatus> said) {
        Map<UserId, Presence> all = new HashMap<>(live);
        for (UserId user : missing) {
            VersionedStatus status = said.get(user);
            all.put(user, offline(user, status == null ? Status.NONE : status.status()));
        }
        return all;
    }

    private Presence offline(UserId user, Status said) {
        Status now = said.at(clock.instant());
        Status shown = now.availability() == Setting.INVISIBLE ? Status.NONE : now;
        return new Presence(
                user,
                Availability.OFFLINE,
                null,
                null,
                shown.statusText(),
                shown.statusEmoji(),
                shown.until());
    }

    private static Presence orUnknown(Map<UserId, Presence> found, UserId user) {
        Presence presence = found.get(user);
        return presence != null
                ? presence
                : new Presence(user, Availability.UNKNOWN, null, null, null, null, null);
    }
}
