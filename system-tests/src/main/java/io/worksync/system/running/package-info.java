/// A running WorkSync as tests and benchmarks drive it: its command, its API, its sockets, and the
/// proxies that stand in front of its parts.
@NullMarked
package io.worksync.system.running;

import org.jspecify.annotations.NullMarked;
