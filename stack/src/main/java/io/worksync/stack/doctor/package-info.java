/// Looks at a deployment from outside, as its users reach it.
@org.jspecify.annotations.NullMarked
package io.worksync.stack.doctor;
