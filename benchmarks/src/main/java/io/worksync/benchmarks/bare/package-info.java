/// The least that a broadcast server on the JVM can do: what delivery costs when nothing else is
/// done.
@NullMarked
package io.worksync.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
