/// Calls that somebody missed.
@NullMarked
package io.worksync.notification.meeting;

import org.jspecify.annotations.NullMarked;
