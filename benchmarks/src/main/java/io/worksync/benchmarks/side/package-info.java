/// The servers that are measured: how they are started, filled and watched.
@NullMarked
package io.worksync.benchmarks.side;

import org.jspecify.annotations.NullMarked;
