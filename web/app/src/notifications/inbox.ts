import type { Notification, WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";

export interface InboxState {
  items: readonly Notification[];
  unread: number;
  nextCursor: string | null;
  loading: boolean;
}

const PAGE = 30;
/** Entries kept in memory; older ones are on the server. */
const LIMIT = 300;

/** Reasons why the person was disturbed, newest first, and how many of them are unread. */
export class Inbox {
  readonly state = new Store<InboxState>({ items: [], unread: 0, nextCursor: null, loading: false });
  readonly #client: WorkSyncClient;

  constructor(client: WorkSyncClient) {
    this.#client = client;
    client.on("notification.created", ({ notification }) => this.#created(notification));
    client.on("notification.updated", ({ notification, counts }) => {
      if (notification) this.#updated(notification);
      if (counts) this.#counted(counts.unread);
    });
  }

  /** Reads the newest entries and the count again. */
  async reload(): Promise<void> {
    const [page, counts] = await Promise.all([
      this.#client.notifications.list({ limit: PAGE }),
      this.#client.notifications.counts(),
    ]);
    this.state.set({ items: page.items, unread: counts.unread, nextCursor: page.nextCursor, loading: false });
  }

  async loadMore(): Promise<void> {
    const { nextCursor, loading } = this.state.get();
    if (!nextCursor || loading) return;
    this.state.update((state) => ({ ...state, loading: true }));
    try {
      const page = await this.#client.notifications.list({ cursor: nextCursor, limit: PAGE });
      this.state.update((state) => withMore(state, page.items, page.nextCursor));
    } finally {
      this.state.update((state) => ({ ...state, loading: false }));
    }
  }

  async markRead(notification: Notification): Promise<void> {
    if (notification.readAt) return;
    this.#updated({ ...notification, readAt: new Date().toISOString() });
    await this.#client.notifications.markRead(notification.id);
  }

  async markAllRead(): Promise<void> {
    await this.#client.notifications.markAllRead();
    await this.reload();
  }

  /** What the person has just seen in its channel needs no entry any more. */
  async markSeen(channelId: string, seq: number): Promise<void> {
    const seen = this.state
      .get()
      .items.filter((n) => !n.readAt && n.channelId === channelId && n.seq !== null && n.seq <= seq);
    if (seen.length === 0) return;
    const readAt = new Date().toISOString();
    for (const notification of seen) this.#updated({ ...notification, readAt });
    await this.#client.notifications.markAllRead({ channelId });
  }

  #created(notification: Notification): void {
    this.state.update((state) => {
      if (state.items.some((known) => known.id === notification.id)) return state;
      const unread = state.unread + (notification.readAt ? 0 : 1);
      return { ...state, unread, items: [notification, ...state.items].slice(0, LIMIT) };
    });
  }

  #updated(notification: Notification): void {
    this.state.update((state) => withUpdate(state, notification));
  }

  /** The count of the server is right; entries it calls read in bulk are marked so here. */
  #counted(unread: number): void {
    this.state.update((state) => {
      const readAt = new Date().toISOString();
      const items = unread === 0 ? state.items.map((n) => (n.readAt ? n : { ...n, readAt })) : state.items;
      return { ...state, unread, items };
    });
  }
}

/** An entry that turns read takes one off the count. */
export function withUpdate(state: InboxState, notification: Notification): InboxState {
  const known = state.items.find((item) => item.id === notification.id);
  if (!known) return state;
  const items = state.items.map((item) => (item === known ? notification : item));
  const turnedRead = !known.readAt && notification.readAt !== null;
  return { ...state, items, unread: Math.max(0, state.unread - (turnedRead ? 1 : 0)) };
}

function withMore(state: InboxState, items: readonly Notification[], nextCursor: string | null): InboxState {
  const known = new Set(state.items.map((item) => item.id));
  const all = [...state.items, ...items.filter((item) => !known.has(item.id))];
  return { ...state, items: all.slice(0, LIMIT), nextCursor: all.length >= LIMIT ? null : nextCursor };
}
