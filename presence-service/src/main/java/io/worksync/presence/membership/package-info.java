/// Who is in which channel, as far as this service must know.
@NullMarked
package io.worksync.presence.membership;

import org.jspecify.annotations.NullMarked;
