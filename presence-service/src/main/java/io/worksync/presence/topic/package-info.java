/// Who may subscribe to the topics of this service.
@NullMarked
package io.worksync.presence.topic;

import org.jspecify.annotations.NullMarked;
