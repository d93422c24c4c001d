package io.worksync.contracts.notification;

/// How much of the inbox is unread.
public record Counts(long unread) {}
