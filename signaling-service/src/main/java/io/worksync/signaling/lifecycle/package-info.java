/// Starting, finding and ending meetings.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.lifecycle;
