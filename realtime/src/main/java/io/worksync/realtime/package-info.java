/// Publishing to topics and reading their streams: the side of Redis that gateway and services
/// share.
///
/// A topic has a stream of its last publications, a position (epoch, offset) and a pub/sub
/// channel. Appending and publishing are one atomic script, so that no subscriber can see a
/// publication that the stream does not hold, nor an offset twice. What is here may be lost
/// without loss of facts: then the epoch changes, and clients read the state over the API.
@org.jspecify.annotations.NullMarked
package io.worksync.realtime;
