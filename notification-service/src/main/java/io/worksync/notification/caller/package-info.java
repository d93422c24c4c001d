/// Who calls.
@NullMarked
package io.worksync.notification.caller;

import org.jspecify.annotations.NullMarked;
