/// Emulation: how a client of a stream sends, which it cannot do on the stream. Its requests may
/// reach any node, and go to the one that holds the stream.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.emulation;
