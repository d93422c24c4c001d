package io.worksync.gateway.transport;

/// How much a transport holds for one client.
///
/// @param maxMessageBytes the largest message that is taken
/// @param maxFragments into how many frames one message may be cut
/// @param maxQueuedBytes how much may wait to be sent before [Transport#isFull()]
public record TransportLimits(int maxMessageBytes, int maxFragments, int maxQueuedBytes) {}
