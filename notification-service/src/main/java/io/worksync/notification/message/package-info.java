/// Who is told of a message.
@NullMarked
package io.worksync.notification.message;

import org.jspecify.annotations.NullMarked;
