import type { Message, MyChannel, Notification, User } from "@worksync/sdk";

let made = 0;

export function message(values: Partial<Message> = {}): Message {
  const seq = values.seq ?? ++made;
  return {
    id: `m${seq}`,
    channelId: "c1",
    seq,
    authorId: "aisha",
    text: "hello",
    clientId: `k${seq}`,
    threadId: null,
    createdAt: "2026-03-02T10:00:00Z",
    editedAt: null,
    deletedAt: null,
    version: 1,
    reactions: [],
    attachments: [],
    mentions: { userIds: [], channel: false, here: false },
    ...values,
  };
}

export function channel(values: Partial<MyChannel> = {}): MyChannel {
  return {
    id: "c1",
    kind: "public",
    name: "general",
    purpose: null,
    createdAt: "2026-03-01T10:00:00Z",
    createdBy: "rahim",
    lastSeq: 5,
    memberCount: 2,
    readSeq: 5,
    unread: 0,
    mentions: 0,
    muted: false,
    ...values,
  };
}

export function user(username: string, displayName = username): User {
  return { id: username, username, displayName, role: "member" };
}

export function notification(values: Partial<Notification> = {}): Notification {
  return {
    id: "n1",
    kind: "mention",
    channelId: "c1",
    messageId: "m1",
    seq: 1,
    actorId: "aisha",
    actorName: "Aisha",
    title: "Aisha mentioned you",
    body: "hello",
    createdAt: "2026-03-02T10:00:00Z",
    readAt: null,
    ...values,
  };
}

export function memoryStorage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    clear: () => values.clear(),
    key: (index: number) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  };
}
