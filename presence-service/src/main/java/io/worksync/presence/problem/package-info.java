/// How refusals and failures are answered.
@NullMarked
package io.worksync.presence.problem;

import org.jspecify.annotations.NullMarked;
