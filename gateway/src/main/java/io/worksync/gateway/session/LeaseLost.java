package io.worksync.gateway.session;

/// That this node was taken for gone: what Redis held of it may be lost, and is to be told again.
public record LeaseLost() {}
