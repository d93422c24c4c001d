package io.worksync.contracts.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A warning or an error that a node logged, without anything that a person wrote.
///
/// @param at when it was logged the last time
/// @param message as the code has it: numbers, and `…` for what else was filled in
/// @param failure the kind of the exception behind it
/// @param traceId finds the call in logs and traces
/// @param times how often it was logged in a row
public record LoggedError(
        Instant at,
        Severity severity,
        String logger,
        String message,
        @Nullable String failure,
        @Nullable String traceId,
        int times) {}
