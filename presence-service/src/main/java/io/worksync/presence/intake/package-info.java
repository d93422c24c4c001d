/// Reading records from Kafka.
@NullMarked
package io.worksync.presence.intake;

import org.jspecify.annotations.NullMarked;
