/// Errors as callers get them.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.problem;
