/// Stores what is announced together with what happened, and announces it.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.outbox;
