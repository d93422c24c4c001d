/// Time.
@NullMarked
package io.worksync.notification.clock;

import org.jspecify.annotations.NullMarked;
