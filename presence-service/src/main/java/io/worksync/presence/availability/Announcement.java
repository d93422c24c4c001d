package io.worksync.presence.availability;

import io.worksync.contracts.presence.Availability;
import io.worksync.contracts.presence.Presence;

/// A change to tell: what others see, and whether the user can be reached at all, which somebody
/// invisible can.
///
/// @param version grows with each change of the user
/// @param visibleVersion the version at which what others see changed last
/// @param visibleTold whether that change is on the topic already
record Announcement(
        long version,
        long visibleVersion,
        boolean visibleTold,
        Presence visible,
        Availability reachable) {

    /// What other services must know: somebody invisible is there for them.
    Presence internal() {
        return new Presence(
                visible.userId(),
                reachable,
                visible.activity(),
                visible.lastSeenAt(),
                visible.statusText(),
                visible.statusEmoji(),
                visible.until());
    }
}
