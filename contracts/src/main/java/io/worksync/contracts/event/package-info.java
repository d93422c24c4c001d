/// Events on topics and on Kafka topics.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.event;
