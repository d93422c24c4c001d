/// Who is in a meeting.
@NullMarked
package io.worksync.presence.meeting;

import org.jspecify.annotations.NullMarked;
