package io.worksync.notification.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of inboxes.
@ConfigMapping(prefix = "worksync.inbox")
interface InboxConfig {

    /// How many entries a page has, where the caller does not say.
    @WithDefault("50")
    int pageSize();

    /// How many entries a page may have.
    @WithDefault("100")
    int maxPageSize();

    /// How many recipients are told in one step.
    @WithDefault("200")
    int tellBatch();

    /// How many recipients are told at once; each takes a database connection.
    @WithDefault("4")
    int tellAtOnce();

    /// How many entries of one recipient are told in one step.
    @WithDefault("50")
    int tellPerRecipient();

    /// What was not told within this is told by the sweeper.
    @WithDefault("10s")
    Duration retellAfter();

    /// How often what was not told is looked for.
    @WithDefault("5s")
    Duration sweepInterval();

    /// How often expired entries are looked for.
    @WithDefault("10m")
    Duration purgeInterval();

    /// How long one query may take.
    @WithDefault("5s")
    Duration queryTimeout();

    /// How long entries are kept.
    @WithDefault("180d")
    Duration retention();

    /// How long a call of a whole channel waits for members whose joining is still on its way.
    @WithDefault("2d")
    Duration callRetention();

    /// How many expired entries one step deletes.
    @WithDefault("1000")
    int purgeBatch();
}
