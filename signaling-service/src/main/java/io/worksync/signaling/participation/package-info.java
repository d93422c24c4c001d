/// Joining and leaving meetings.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.participation;
