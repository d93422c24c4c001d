@NullMarked
package io.worksync.stack;

import org.jspecify.annotations.NullMarked;
