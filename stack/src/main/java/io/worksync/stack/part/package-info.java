@NullMarked
package io.worksync.stack.part;

import org.jspecify.annotations.NullMarked;
