/// Events on their way to topics.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.announcement;
