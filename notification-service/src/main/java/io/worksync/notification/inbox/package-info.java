/// What each person was told, and whether they have read it.
@NullMarked
package io.worksync.notification.inbox;

import org.jspecify.annotations.NullMarked;
