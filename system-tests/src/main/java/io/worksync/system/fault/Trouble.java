package io.worksync.system.fault;

/// The time in which a fault was on, until everything was well again.
public record Trouble(long begun, long healed) {}
