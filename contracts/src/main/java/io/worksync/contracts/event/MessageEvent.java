package io.worksync.contracts.event;

import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message was sent, edited or deleted; `directMemberIds` only in direct channels.
public record MessageEvent(
        Message message, ChannelRef channel, User author, @Nullable List<UserId> directMemberIds) {}
