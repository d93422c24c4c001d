/// What chat-service says of users, channels and messages.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.chat;
