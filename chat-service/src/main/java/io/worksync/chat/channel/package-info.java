/// Channels: creating, finding and describing them.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.channel;
