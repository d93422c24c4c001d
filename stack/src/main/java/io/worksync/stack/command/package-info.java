@NullMarked
package io.worksync.stack.command;

import org.jspecify.annotations.NullMarked;
