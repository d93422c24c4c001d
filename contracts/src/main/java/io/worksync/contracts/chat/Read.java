package io.worksync.contracts.chat;

import io.worksync.contracts.id.ChannelId;

/// How far somebody has read a channel, and what is left.
public record Read(ChannelId channelId, long readSeq, long unread, long mentions) {}
