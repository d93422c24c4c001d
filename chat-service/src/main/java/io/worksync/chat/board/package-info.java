/// Boards: documents that the members of a channel change together.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.board;
