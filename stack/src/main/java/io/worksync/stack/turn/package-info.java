/// A small client of TURN servers, to find out what one does.
@org.jspecify.annotations.NullMarked
package io.worksync.stack.turn;
