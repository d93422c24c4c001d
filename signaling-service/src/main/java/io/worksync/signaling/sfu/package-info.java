/// Meetings that go through a Janus media server.
///
/// Each such meeting is hosted by one instance, which holds its session at the server; the others
/// leave signals for it in Redis. Where that instance dies another one claims the session, and
/// media never notices; where the server dies the host makes the room anew at another one.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.sfu;
