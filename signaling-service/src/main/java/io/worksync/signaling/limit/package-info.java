/// How often somebody may do something.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.limit;
