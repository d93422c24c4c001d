package io.worksync.contracts.meeting;

import io.worksync.contracts.id.UserId;
import java.time.Instant;

/// A meeting is being recorded, which everybody in it is told.
public record Recording(UserId startedBy, Instant startedAt) {}
