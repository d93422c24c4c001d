/// Time.
@NullMarked
package io.worksync.presence.clock;

import org.jspecify.annotations.NullMarked;
