/// Load on a running WorkSync and on its peers, and what it costs.
@NullMarked
package io.worksync.benchmarks;

import org.jspecify.annotations.NullMarked;
