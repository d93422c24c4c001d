/// What ends when somebody leaves a channel.
@NullMarked
package io.worksync.presence.departure;

import org.jspecify.annotations.NullMarked;
