@NullMarked
package io.worksync.stack.install;

import org.jspecify.annotations.NullMarked;
