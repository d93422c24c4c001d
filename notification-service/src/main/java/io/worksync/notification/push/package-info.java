/// Web Push: tells browsers that nobody looks at (RFC 8030, RFC 8291, RFC 8292).
@NullMarked
package io.worksync.notification.push;

import org.jspecify.annotations.NullMarked;
