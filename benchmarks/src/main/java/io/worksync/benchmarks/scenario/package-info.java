/// What is done to the servers, and what is made of the figures.
@NullMarked
package io.worksync.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
