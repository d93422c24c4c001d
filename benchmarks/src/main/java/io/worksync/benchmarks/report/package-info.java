/// The figures on the terminal and in `benchmarks/results`.
@NullMarked
package io.worksync.benchmarks.report;

import org.jspecify.annotations.NullMarked;
