import { WorkSyncError } from "./errors.js";
import { randomId } from "./id.js";
import { withRetries } from "./retry.js";
import type {
  BoardSnapshot,
  Channel,
  Counts,
  Device,
  Member,
  Message,
  MessagePage,
  MyChannel,
  Notification,
  Page,
  Presence,
  PushDevice,
  User,
} from "./types.js";

/** How the groups below call the API; `WorkSyncClient.call`. */
export type Call = <T>(method: HttpMethod, path: string, body?: unknown) => Promise<T>;

/** The methods that the API knows. */
export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Parameters of a query; those that are `undefined` are left out. */
export type Query = Record<string, string | number | boolean | undefined>;

/** What a new channel is to be. */
export interface NewChannel {
  name: string;
  kind: "public" | "private";
  purpose?: string;
}

/** What to send. */
export interface Draft {
  text: string;
  /** Keep it, and send the same again after a failure: it stays one message. Made by the SDK where it is missing. */
  clientId?: string;
  threadId?: string;
}

/** Which part of a history: before, after or around a `seq`, or the newest without any. */
export interface HistoryQuery {
  before?: number;
  after?: number;
  around?: number;
  limit?: number;
}

/** Which part of a list. */
export interface PageQuery {
  cursor?: string;
  limit?: number;
}

/** The user's own wish of how to be shown. */
export interface MyPresence {
  availability: "auto" | "away" | "dnd" | "invisible";
  statusText?: string | null;
  statusEmoji?: string | null;
  until?: string | null;
}

/** How long a send is repeated while it finds no answer. */
const SEND_DEADLINE_MS = 30_000;

/** Parts of a list that are fetched at most to make it whole. */
const MAX_PAGES = 50;

/** People whose presence is asked for in one call. */
const IDS_AT_ONCE = 100;

/** Path segment and query, safely encoded. */
export function path(template: TemplateStringsArray, ...segments: string[]): string {
  return template.reduce((all, part, i) => all + encodeURIComponent(segments[i - 1] ?? "") + part);
}

/** Appends `query` to a path. */
export function withQuery(base: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return base;
  return `${base}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

async function allPages<T>(fetchPage: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await fetchPage(cursor);
    items.push(...page.items);
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  return items;
}

/** Channels, messages, people. */
export class ChatApi {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Creates a channel; the caller is its owner. */
  createChannel(channel: NewChannel): Promise<MyChannel> {
    return this.#call("POST", "/api/chat/v1/channels", channel);
  }

  /** All channels of the caller, with read positions and counts. */
  channels(): Promise<MyChannel[]> {
    return allPages((cursor) => this.#call("GET", withQuery("/api/chat/v1/channels", { cursor })));
  }

  /** Public channels that the caller may join. */
  browse(q = "", page: PageQuery = {}): Promise<Page<Channel>> {
    return this.#call("GET", withQuery("/api/chat/v1/channels/browse", { q: q || undefined, ...page }));
  }

  /** The members of a channel. */
  members(channelId: string): Promise<Member[]> {
    const base = path`/api/chat/v1/channels/${channelId}/members`;
    return allPages((cursor) => this.#call("GET", withQuery(base, { cursor })));
  }

  /** Adds somebody to a channel, or joins it when it is the caller. */
  async addMember(channelId: string, userId: string): Promise<void> {
    await this.#call("PUT", path`/api/chat/v1/channels/${channelId}/members/${userId}`);
  }

  /** Removes somebody from a channel, or leaves it when it is the caller. */
  async removeMember(channelId: string, userId: string): Promise<void> {
    await this.#call("DELETE", path`/api/chat/v1/channels/${channelId}/members/${userId}`);
  }

  /** The one direct channel of exactly these people and the caller. */
  openDirect(userIds: readonly string[]): Promise<MyChannel> {
    return this.#call("PUT", "/api/chat/v1/direct-channels", { userIds });
  }

  /**
   * Sends a message; when this resolves it is stored. While there is no answer the same message is sent again with
   * the same `clientId`, which the server keeps to one, so a failure here means: show it as unsent and let the user
   * send it again, with the `clientId` of this draft.
   */
  send(channelId: string, draft: Draft): Promise<Message> {
    const body = { ...draft, clientId: draft.clientId ?? randomId() };
    const attempt = () =>
      this.#call<Message>("POST", path`/api/chat/v1/channels/${channelId}/messages`, body);
    return withRetries(attempt, {
      deadlineMs: SEND_DEADLINE_MS,
      retryable: (error) => error instanceof WorkSyncError && error.temporary,
    });
  }

  /** A part of a channel's history in `seq` order, by default the newest. */
  history(channelId: string, query: HistoryQuery = {}): Promise<MessagePage> {
    return this.#call("GET", withQuery(path`/api/chat/v1/channels/${channelId}/messages`, { ...query }));
  }

  /** Changes the text of the caller's own message. */
  edit(channelId: string, messageId: string, text: string): Promise<Message> {
    return this.#call("PATCH", path`/api/chat/v1/channels/${channelId}/messages/${messageId}`, { text });
  }

  /** Deletes a message; it keeps its place, without its text. */
  async remove(channelId: string, messageId: string): Promise<void> {
    await this.#call("DELETE", path`/api/chat/v1/channels/${channelId}/messages/${messageId}`);
  }

  /** The caller has read up to `seq`. Never moves back. */
  async markRead(channelId: string, seq: number): Promise<void> {
    await this.#call("PUT", path`/api/chat/v1/channels/${channelId}/read`, { seq });
  }

  /** A board of a channel as it was last saved; {@link Board} keeps it up to date. */
  board(channelId: string, name: string): Promise<BoardSnapshot> {
    return this.#call("GET", path`/api/chat/v1/channels/${channelId}/boards/${name}`);
  }

  /**
   * Saves a board; `version` is the one that `snapshot` (base64) includes. Rejects with status 409 where another one
   * was saved meanwhile: read it, merge, and save again.
   */
  saveBoard(channelId: string, name: string, snapshot: string, version: number): Promise<{ version: number }> {
    return this.#call("PUT", path`/api/chat/v1/channels/${channelId}/boards/${name}`, { snapshot, version });
  }

  /** The people whom the caller may see, by a part of their name. */
  users(q = "", page: PageQuery = {}): Promise<Page<User>> {
    return this.#call("GET", withQuery("/api/chat/v1/users", { q: q || undefined, ...page }));
  }

  /** The caller. */
  me(): Promise<User> {
    return this.#call("GET", "/api/chat/v1/users/me");
  }
}

/** Who is there. */
export class PresenceApi {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** The presence of these people now; see `WorkSyncClient.watchPresence` for the changes. */
  async users(userIds: readonly string[]): Promise<Presence[]> {
    const chunks: string[][] = [];
    for (let i = 0; i < userIds.length; i += IDS_AT_ONCE) chunks.push(userIds.slice(i, i + IDS_AT_ONCE));
    const pages = await Promise.all(
      chunks.map((ids) =>
        this.#call<Page<Presence>>("GET", withQuery("/api/presence/v1/users", { ids: ids.join(",") })),
      ),
    );
    return pages.flatMap((page) => page.items);
  }

  /** Sets the caller's availability and status. */
  async setMine(presence: MyPresence): Promise<void> {
    await this.#call("PUT", "/api/presence/v1/me", presence);
  }

  /** Tells that the caller writes (repeat it every few seconds), or stopped. */
  async typing(channelId: string, typing: boolean, threadId?: string): Promise<void> {
    await this.#call("POST", "/api/presence/v1/typing", { channelId, threadId, typing });
  }
}

/** The inbox. */
export class NotificationsApi {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** The newest entries first. */
  list(query: PageQuery & { state?: "unread" } = {}): Promise<Page<Notification>> {
    return this.#call("GET", withQuery("/api/notifications/v1/notifications", { ...query }));
  }

  /** Numbers for the badge. */
  counts(): Promise<Counts> {
    return this.#call("GET", "/api/notifications/v1/notifications/counts");
  }

  /** One entry is read. */
  async markRead(notificationId: string): Promise<void> {
    await this.#call("PUT", path`/api/notifications/v1/notifications/${notificationId}/read`);
  }

  /**
   * All entries up to `before`, an entry's id or a time (RFC 3339), are read; by default all there are, or all of one
   * channel.
   */
  async markAllRead(upTo: { before?: string; channelId?: string } = {}): Promise<void> {
    // the newest entry rather than the time: this device's clock may be wrong
    const before = upTo.before ?? (upTo.channelId ? undefined : (await this.list({ limit: 1 })).items[0]?.id);
    if (before === undefined && upTo.channelId === undefined) return;
    await this.#call("PUT", "/api/notifications/v1/notifications/read", { ...upTo, before });
  }

  /** What `PushManager.subscribe` takes as `applicationServerKey`; `null` where the server has no Web Push. */
  async pushKey(): Promise<string | null> {
    try {
      return (await this.#call<{ key: string }>("GET", "/api/notifications/v1/push-key")).key;
    } catch (error) {
      if (error instanceof WorkSyncError && error.status === 404) return null;
      throw error;
    }
  }

  /** The user's browsers that are told. */
  async pushDevices(): Promise<PushDevice[]> {
    return (await this.#call<Page<PushDevice>>("GET", "/api/notifications/v1/push-subscriptions")).items;
  }

  /**
   * Has this browser told from now on. Repeat it at each start: of more browsers than a user may have, those that were not
   * repeated for longest are forgotten.
   */
  addPushDevice(subscription: PushSubscription, deviceName?: string): Promise<PushDevice> {
    const { endpoint, keys } = subscription.toJSON();
    return this.#call("POST", "/api/notifications/v1/push-subscriptions", { endpoint, keys, deviceName });
  }

  /** Has a browser told no more. */
  async removePushDevice(id: string): Promise<void> {
    await this.#call("DELETE", path`/api/notifications/v1/push-subscriptions/${id}`);
  }
}

/** The user's own devices. */
export class SessionsApi {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Where the user is signed in: this device first, then those seen last. */
  async list(): Promise<Device[]> {
    const page = await this.#call<Page<Device>>("GET", "/api/sessions/v1/sessions");
    return page.items;
  }

  /** Signs out there: that device's connections end at once, and it gets no new tokens. */
  async signOut(id: string): Promise<void> {
    await this.#call("DELETE", path`/api/sessions/v1/sessions/${id}`);
  }
}
