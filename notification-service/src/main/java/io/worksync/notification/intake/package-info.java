/// Reading records from Kafka.
@NullMarked
package io.worksync.notification.intake;

import org.jspecify.annotations.NullMarked;
