/// Telling people that a meeting waits for them.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.ringing;
