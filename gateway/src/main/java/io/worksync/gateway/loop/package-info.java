/// Event loops: what belongs to a connection runs on the connection's one, and needs no locks.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.loop;
