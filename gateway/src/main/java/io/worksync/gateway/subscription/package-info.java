/// Topics: who on this node gets them, from which position on, and what happens when some are
/// missed.
///
/// A topic is received once per node ([TopicFeed][io.worksync.gateway.subscription.TopicFeed]) and
/// handed on to the sockets of each event loop at once.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.subscription;
