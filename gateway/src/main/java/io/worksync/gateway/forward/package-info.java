/// The way to the services: one forwarding path for calls over HTTP and over the socket.
///
/// The gateway knows routes, not domains: it finds the service by the path's prefix and hands the
/// answer back.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.forward;
