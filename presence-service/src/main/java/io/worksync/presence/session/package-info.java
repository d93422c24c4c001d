/// Which sessions are live: opened, not closed, and their gateway node alive.
@NullMarked
package io.worksync.presence.session;

import org.jspecify.annotations.NullMarked;
