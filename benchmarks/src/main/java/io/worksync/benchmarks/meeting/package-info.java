/// Meetings: participants by signals alone, and browsers.
@NullMarked
package io.worksync.benchmarks.meeting;

import org.jspecify.annotations.NullMarked;
