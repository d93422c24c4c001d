/// A meeting as it is now, and what is kept of it.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.meeting;
