/// Who calls.
@NullMarked
package io.worksync.presence.caller;

import org.jspecify.annotations.NullMarked;
