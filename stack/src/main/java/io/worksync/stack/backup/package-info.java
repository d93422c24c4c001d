/// Backups of PostgreSQL, and the way back to a moment.
@NullMarked
package io.worksync.stack.backup;

import org.jspecify.annotations.NullMarked;
