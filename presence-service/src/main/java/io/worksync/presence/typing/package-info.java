/// Who is typing where.
@NullMarked
package io.worksync.presence.typing;

import org.jspecify.annotations.NullMarked;
