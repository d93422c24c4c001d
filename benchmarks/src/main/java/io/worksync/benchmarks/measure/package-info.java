/// What is counted, and the arithmetic on it.
@NullMarked
package io.worksync.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
