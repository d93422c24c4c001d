/// Events on their way to Kafka.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.outbox;
