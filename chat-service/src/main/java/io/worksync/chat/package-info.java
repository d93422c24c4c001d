/// Channels, memberships, messages and read state.
@org.jspecify.annotations.NullMarked
package io.worksync.chat;
