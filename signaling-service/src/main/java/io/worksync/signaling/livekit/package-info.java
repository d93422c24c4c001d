/// LiveKit's API as far as meetings need it: tokens, rooms, webhooks. Written against its public
/// documentation and tested against that; it was never run against a LiveKit server.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.livekit;
