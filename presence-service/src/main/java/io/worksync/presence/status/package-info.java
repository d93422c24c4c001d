/// What people say of themselves.
@NullMarked
package io.worksync.presence.status;

import org.jspecify.annotations.NullMarked;
