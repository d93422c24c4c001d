package io.worksync.presence.availability;

import io.worksync.contracts.presence.Presence;
import java.util.List;

/// The answer to who is there.
record PresencePage(List<Presence> items) {}
