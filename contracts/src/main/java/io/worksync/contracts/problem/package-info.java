/// Errors as RFC 9457 describes them.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.problem;
