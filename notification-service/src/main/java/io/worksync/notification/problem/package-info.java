/// How refusals and failures are answered.
@NullMarked
package io.worksync.notification.problem;

import org.jspecify.annotations.NullMarked;
