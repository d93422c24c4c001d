/// Who is in which channel, as far as this service must know.
@NullMarked
package io.worksync.notification.membership;

import org.jspecify.annotations.NullMarked;
