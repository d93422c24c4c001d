/// The only public door: sockets, delivery and recovery, and the way to the services.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway;
