/// How well media arrives.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.quality;
