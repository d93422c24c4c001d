import type { Message, MyChannel, Read } from "@worksync/sdk";

/** What a new message does to its channel's line in the sidebar. Applying it twice changes nothing more. */
export function withNewMessage(channel: MyChannel, message: Message, me: string): MyChannel {
  if (message.seq <= channel.lastSeq) return channel;
  const next = { ...channel, lastSeq: message.seq };
  if (message.authorId === me || message.seq <= channel.readSeq) return next;
  return { ...next, unread: channel.unread + 1, mentions: channel.mentions + (isMentioned(message, me) ? 1 : 0) };
}

/**
 * Takes over what the server says was read. Its counts may be older than a message that came over another topic in
 * the meantime: that one stays unread.
 */
export function withRead(channel: MyChannel, read: Omit<Read, "channelId">): MyChannel {
  const later = Math.min(channel.unread, Math.max(0, channel.lastSeq - read.readSeq));
  const unread = read.unread === 0 ? later : read.unread;
  const mentions = read.unread === 0 ? Math.min(channel.mentions, later) : read.mentions;
  return { ...channel, readSeq: read.readSeq, unread, mentions };
}

export function isMentioned(message: Message, userId: string): boolean {
  const { userIds, channel, here } = message.mentions;
  return channel || here || userIds.includes(userId);
}

/** Messages waiting in all channels that are not muted. */
export function totalUnread(channels: Iterable<MyChannel>): number {
  let sum = 0;
  for (const channel of channels) if (!channel.muted) sum += channel.unread;
  return sum;
}
