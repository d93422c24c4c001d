@NullMarked
package io.worksync.stack.process;

import org.jspecify.annotations.NullMarked;
