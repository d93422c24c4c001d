@NullMarked
package io.worksync.stack.kafka;

import org.jspecify.annotations.NullMarked;
