package io.worksync.contracts.node;

import org.jspecify.annotations.Nullable;

/// How much a node has to do right now; null is what a node of its service does not have.
///
/// @param connections open sockets and streams
/// @param subscriptions connection × topic
/// @param deliveriesPerSecond handed on to subscriptions, since the report before
/// @param callsUnderWay calls that are not answered yet
/// @param outboxAgeSeconds how long the oldest event has waited for Redis and Kafka
/// @param lagRecords how many records the consumer is behind that is furthest behind
/// @param heapBytes memory of objects, with those that nobody needs any more
/// @param loopDelayMillis the worst that something due on an event loop was late, since the report
///     before
public record NodeLoad(
        @Nullable Long connections,
        @Nullable Long subscriptions,
        @Nullable Double deliveriesPerSecond,
        @Nullable Long callsUnderWay,
        @Nullable Double outboxAgeSeconds,
        @Nullable Long lagRecords,
        long heapBytes,
        long maxHeapBytes,
        long loopDelayMillis) {}
