/// Typed ids, so that no signature takes a bare string.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.id;
