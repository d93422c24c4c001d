/// Whether people look at WorkSync just now.
@NullMarked
package io.worksync.notification.presence;

import org.jspecify.annotations.NullMarked;
