/// The Centrifugal client protocol, version 2: one model of what travels, and its two encodings.
///
/// The schema is `definitions/client.proto` of the public repository `centrifugal/protocol` (MIT).
/// Its "channel" is our topic.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.protocol;
