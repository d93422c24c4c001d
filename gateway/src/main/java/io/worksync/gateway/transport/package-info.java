/// Transports: what a connection needs of the way to its client, and what that way can be made of.
///
/// A transport moves bytes. It knows neither sessions nor commands.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.transport;
