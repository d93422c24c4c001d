/** People, channels and messages. */

/** A person of the workspace. `id` is the `sub` of the access token. */
export interface User {
  id: string;
  username: string;
  displayName: string;
  role: "member" | "guest" | "admin";
}

/** A place to write. `direct` channels have no name, but carry their `members`. */
export interface Channel {
  id: string;
  kind: "public" | "private" | "direct";
  name: string | null;
  purpose: string | null;
  createdAt: string;
  createdBy: string;
  /** `seq` of the newest message, 0 while there is none. */
  lastSeq: number;
  memberCount: number;
  /** Direct channels only: everybody in it, the caller included. */
  members?: User[];
}

/** A channel as its member sees it. */
export interface MyChannel extends Channel {
  /** `seq` up to which the caller has read. */
  readSeq: number;
  unread: number;
  mentions: number;
  muted: boolean;
}

/** Whom a text mentions. */
export interface Mentions {
  userIds: string[];
  channel: boolean;
  here: boolean;
}

/** An emoji on a message, and who put it there. */
export interface Reaction {
  emoji: string;
  userIds: string[];
}

/** A file of a message. */
export interface Attachment {
  id: string;
  name: string;
  mediaType: string;
  size: number;
}

/** What somebody wrote. Within a channel `seq` has no gaps and decides the order. */
export interface Message {
  id: string;
  channelId: string;
  seq: number;
  authorId: string;
  /** Empty once the message was deleted. */
  text: string;
  /** The sender's own key: sending it again gives this same message back. */
  clientId: string;
  threadId: string | null;
  createdAt: string;
  editedAt: string | null;
  /** Set once the message was deleted; it keeps its place. */
  deletedAt: string | null;
  /** 1, and one more with each change. Of two copies the one with the higher version is right. */
  version: number;
  reactions: Reaction[];
  attachments: Attachment[];
  mentions: Mentions;
}

/** A user in a channel. */
export interface Member {
  channelId: string;
  userId: string;
  role: "owner" | "member";
  joinedAt: string;
  user: User;
}

/** How far the caller has read in a channel. */
export interface Read {
  channelId: string;
  readSeq: number;
  unread: number;
  mentions: number;
}

/** One part of a list; ask again with `cursor` for the next. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A part of a channel's history, ordered by `seq`. */
export interface MessagePage {
  items: Message[];
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}
