@NullMarked
package io.worksync.stack.test;

import org.jspecify.annotations.NullMarked;
