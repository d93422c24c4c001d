/// The people at the other end: one load generator for every server that is measured.
@NullMarked
package io.worksync.benchmarks.load;

import org.jspecify.annotations.NullMarked;
