/// Faults done to a running WorkSync while people use it, and the check of what must hold
/// nevertheless.
@NullMarked
package io.worksync.system.fault;

import org.jspecify.annotations.NullMarked;
