import {
  Centrifuge,
  UnauthorizedError,
  type PublicationContext,
  type ServerSubscribedContext,
  type StreamPosition,
  type Subscription,
  type TransportEndpoint,
} from "centrifuge";
import { ChatApi, NotificationsApi, PresenceApi, SessionsApi, type HttpMethod } from "./api.js";
import { Emitter, type Unsubscribe } from "./emitter.js";
import { isLostConnection, noAnswer, toWorkSyncError, WorkSyncError } from "./errors.js";
import { MeetingsApi } from "./meeting/api.js";
import type { Topic, WorkSyncEvent, WorkSyncEvents } from "./types.js";

/** `connecting` also while a lost connection is being restored. */
export type ConnectionState = "disconnected" | "connecting" | "connected";

/** How to reach WorkSync, and as whom. */
export interface WorkSyncOptions {
  /** The server, e.g. `https://worksync.example.org`; on its own pages `location.origin`. */
  url: string;
  /**
   * Gives a valid OIDC access token. Called at the first connect and whenever the server asks for a fresh one, on
   * the open socket. Rejecting with a {@link SignedOutError} ends the connection for good, any other rejection is
   * tried again.
   */
  getToken: () => Promise<string>;
  /** How long a call waits for a connection, and then for its answer. 10 s by default. */
  timeoutMs?: number;
  /** Longest pause between attempts to reconnect. 5 s by default. */
  maxReconnectDelayMs?: number;
  /** A WebSocket constructor where there is no global one (Node 20: the `ws` package). */
  websocket?: unknown;
  /** An `EventSource` constructor where there is no global one (Node: the `eventsource` package), for `sse`. */
  eventsource?: unknown;
  /**
   * How to reach the server, the first that works; all three in this order by default. Networks that block WebSockets
   * let a streamed answer of an HTTP request through, or at least server-sent events.
   */
  transports?: Transport[];
}

/** A way to the server: one socket, or a stream of one HTTP request with others for what the client sends. */
export type Transport = "websocket" | "http_stream" | "sse";

/** The user has to sign in again: `getToken` rejects with it. */
export class SignedOutError extends UnauthorizedError {
  constructor(message = "signed out") {
    super(message);
  }
}

/** How far a topic's stream was seen. */
export type TopicPosition = StreamPosition;

/** A client in a topic. */
export interface TopicClient {
  /** The session; a person may be there with several. */
  client: string;
  user: string;
}

/** What came with an event. */
export interface Delivery {
  /** Its number in the topic's stream, where the topic has one. */
  offset: number | undefined;
  /** The client that published it, as the server knows it; none where a service did. */
  publisher: TopicClient | undefined;
}

/** What a {@link WorkSyncClient} emits, beside every event of {@link WorkSyncEvents} as `(event, topic)`. */
export interface ClientSignals {
  /** The connection's state changed. */
  state: [state: ConnectionState];
  /** The connection ended for good: `code` 3500 and above, or the user is signed out. Only a new sign-in helps. */
  closed: [reason: { code: number; reason: string }];
  /** Events of this topic may have been missed: read its state over the API again. */
  resync: [signal: { topic: Topic }];
  /** The session receives a topic now. */
  subscribed: [signal: { topic: Topic; recovered: boolean; position: TopicPosition | undefined }];
  /** The session receives this topic no longer, though it was not the client that ended it. */
  unsubscribed: [signal: { topic: Topic; code: number; reason: string }];
  /** Every event, whatever its type. Ignore types that you don't know. */
  event: [event: WorkSyncEvent, topic: Topic, delivery: Delivery];
  /** A client came to a topic, where the topic tells. */
  joined: [signal: { topic: Topic; client: TopicClient }];
  /** A client left a topic, where the topic tells. */
  left: [signal: { topic: Topic; client: TopicClient }];
  /** Something went wrong that needs no action: the client goes on. */
  error: [error: WorkSyncError];
}

/** All that can be listened to on a {@link WorkSyncClient}. */
export type ClientListeners = ClientSignals & {
  [K in keyof WorkSyncEvents]: [event: WorkSyncEvents[K], topic: Topic];
};

/** Use of a topic that several parts of an app may share; the last one to release it ends it. */
export interface TopicUse {
  /** Settles when the server answered: resolves once subscribed, rejects with a refusal. */
  ready: Promise<void>;
  release: Unsubscribe;
}

const TRANSPORTS: Transport[] = ["websocket", "http_stream", "sse"];

interface SharedTopic {
  subscription: Subscription;
  users: number;
  ready: Promise<void>;
}

/**
 * One connection to WorkSync: every call of the API, and every event that concerns the user.
 *
 * Where no WebSocket gets through it uses a stream over HTTP instead; nothing else changes.
 * It reconnects by itself, refreshes its token on the open socket, and recovers what it missed; where that can't be
 * proved whole it emits `resync`. Calls made while the connection is down wait for it, up to `timeoutMs`.
 */
export class WorkSyncClient extends Emitter<ClientListeners> {
  readonly chat: ChatApi;
  readonly presence: PresenceApi;
  readonly notifications: NotificationsApi;
  readonly meetings: MeetingsApi;
  readonly sessions: SessionsApi;
  /** The server's address without a trailing slash. */
  readonly url: string;

  readonly #centrifuge: Centrifuge;
  readonly #timeoutMs: number;
  readonly #topics = new Map<Topic, SharedTopic>();
  #token: string | null = null;

  constructor(options: WorkSyncOptions) {
    super();
    this.url = options.url.replace(/\/+$/, "");
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#centrifuge = new Centrifuge(endpoints(this.url, options.transports ?? TRANSPORTS), {
      emulationEndpoint: `${this.url}/emulation`,
      name: "worksync-js",
      timeout: this.#timeoutMs,
      minReconnectDelay: 200,
      maxReconnectDelay: options.maxReconnectDelayMs ?? 5_000,
      getToken: async () => (this.#token = await options.getToken()),
      ...(options.websocket === undefined ? {} : { websocket: options.websocket }),
      ...(options.eventsource === undefined ? {} : { eventsource: options.eventsource }),
    });
    this.#listen();
    const call = this.call.bind(this);
    this.chat = new ChatApi(call);
    this.presence = new PresenceApi(call);
    this.notifications = new NotificationsApi(call);
    this.meetings = new MeetingsApi(call);
    this.sessions = new SessionsApi(call);
  }

  /** The connection's state now; `on("state", …)` for the changes. */
  get state(): ConnectionState {
    return this.#centrifuge.state;
  }

  /** The token last given to the server, for requests that can't go over the socket. */
  get token(): string | null {
    return this.#token;
  }

  /** Connects, and stays so until {@link disconnect}. Resolves with the first connection, rejects after `timeoutMs`. */
  async connect(): Promise<void> {
    this.#centrifuge.connect();
    await this.#connected();
  }

  /** Ends the connection, and with it every topic. {@link connect} may follow. */
  disconnect(): void {
    this.#centrifuge.disconnect();
  }

  /** Drops the connection and makes another one, as after a change of the network; what was missed is recovered. */
  async reconnect(): Promise<void> {
    this.#centrifuge.disconnect();
    await this.connect();
  }

  /**
   * Calls the API over the socket: `call("GET", "/api/chat/v1/users/me")`. Resolves with the body of the answer,
   * `null` where it has none; rejects with a {@link WorkSyncError}. When the connection is lost before the answer, a
   * `GET` is repeated once; whether anything else was done is not known then, and its caller decides.
   */
  async call<T>(method: HttpMethod, path: string, body: unknown = null): Promise<T> {
    try {
      return await this.#callOnce<T>(method, path, body);
    } catch (error) {
      if (method !== "GET" || !isLostConnection(error)) throw error;
      return this.#callOnce<T>(method, path, body);
    }
  }

  /**
   * Has `presence.changed` of these people delivered until it is called. Calls may overlap: a topic ends with its
   * last watcher. Those whom the user may not see are left out silently.
   */
  watchPresence(userIds: Iterable<string>): Unsubscribe {
    return this.#watch([...new Set(userIds)].map((userId) => `presence:${userId}`));
  }

  /** Has `typing.started` and `typing.stopped` of a channel delivered until it is called. */
  watchTyping(channelId: string): Unsubscribe {
    return this.#watch([`typing:${channelId}`]);
  }

  /** Subscribes a topic that the server leaves to clients; its publications arrive as events of this client. */
  useTopic(topic: Topic): TopicUse {
    const shared = this.#topics.get(topic) ?? this.#openTopic(topic);
    shared.users++;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      shared.users--;
      if (shared.users === 0) this.#closeTopic(topic, shared);
    };
    return { ready: shared.ready, release };
  }

  /** The newest `limit` events of a topic in use, oldest first; for what was published before it was used. */
  async topicHistory(topic: Topic, limit: number): Promise<WorkSyncEvent[]> {
    await this.#connected();
    try {
      const history = await this.#centrifuge.history(topic, { limit, reverse: true });
      return history.publications.map((publication) => publication.data as WorkSyncEvent).reverse();
    } catch (error) {
      throw toWorkSyncError(error);
    }
  }

  /**
   * Up to `limit` events of a topic in use after the position `since`, or from the oldest kept, oldest first; and where
   * the stream ends. Rejects with code 112 where what came after `since` is not whole any more.
   */
  async topicPage(
    topic: Topic,
    limit: number,
    since?: TopicPosition,
  ): Promise<{ events: { event: WorkSyncEvent; offset: number }[]; position: TopicPosition }> {
    await this.#connected();
    try {
      const options = since ? { limit, since } : { limit };
      const page = await (this.#subscription(topic)?.history(options) ?? this.#centrifuge.history(topic, options));
      const events = page.publications.map(({ data, offset = 0 }) => ({ event: data as WorkSyncEvent, offset }));
      return { events, position: { offset: page.offset, epoch: page.epoch } };
    } catch (error) {
      throw toWorkSyncError(error);
    }
  }

  /** Publishes on a topic in use, where clients may. Resolves once the server has it. */
  async publish(topic: Topic, event: { type: string }): Promise<void> {
    await this.#connected();
    try {
      await (this.#subscription(topic)?.publish(event) ?? this.#centrifuge.publish(topic, event));
    } catch (error) {
      throw toWorkSyncError(error);
    }
  }

  /** Who is in a topic in use, where the topic tells. */
  async topicClients(topic: Topic): Promise<TopicClient[]> {
    await this.#connected();
    try {
      const { clients } = await (this.#subscription(topic)?.presence() ?? this.#centrifuge.presence(topic));
      return Object.values(clients).map(({ client, user }) => ({ client, user }));
    } catch (error) {
      throw toWorkSyncError(error);
    }
  }

  /** Calls by a subscription wait for it where it is being made again. */
  #subscription(topic: Topic): Subscription | undefined {
    return this.#topics.get(topic)?.subscription;
  }

  async #callOnce<T>(method: HttpMethod, path: string, body: unknown): Promise<T> {
    await this.#connected();
    try {
      const result = await this.#centrifuge.rpc(`${method} ${path}`, body);
      return (result.data ?? null) as T;
    } catch (error) {
      throw toWorkSyncError(error);
    }
  }

  #listen(): void {
    const centrifuge = this.#centrifuge;
    centrifuge.on("state", ({ newState }) => this.emit("state", newState));
    centrifuge.on("publication", (publication) => this.#deliver(publication.channel, publication));
    centrifuge.on("subscribed", (context) => this.#subscribed(context));
    centrifuge.on("unsubscribed", ({ channel }) =>
      this.emit("unsubscribed", { topic: channel, code: 0, reason: "ended by the server" }),
    );
    centrifuge.on("disconnected", ({ code, reason }) => {
      if (code !== 0) this.emit("closed", { code, reason });
    });
    centrifuge.on("error", ({ error }) => this.emit("error", toWorkSyncError(error)));
  }

  #deliver(topic: Topic, { data, offset, info }: PublicationContext): void {
    if (typeof data !== "object" || data === null || typeof (data as WorkSyncEvent).type !== "string") return;
    const event = data as WorkSyncEvent;
    (this.emit as (name: string, event: WorkSyncEvent, topic: Topic) => void).call(this, event.type, event, topic);
    const publisher = info && { client: info.client, user: info.user };
    this.emit("event", event, topic, { offset, publisher });
  }

  #subscribed(
    context: Pick<ServerSubscribedContext, "channel" | "wasRecovering" | "recovered" | "streamPosition">,
  ): void {
    const { channel: topic, wasRecovering, recovered, streamPosition: position } = context;
    this.emit("subscribed", { topic, recovered: wasRecovering && recovered, position });
    if (wasRecovering && !recovered) this.emit("resync", { topic });
  }

  #watch(topics: Topic[]): Unsubscribe {
    const uses = topics.map((topic) => this.useTopic(topic));
    return () => uses.forEach((use) => use.release());
  }

  #openTopic(topic: Topic): SharedTopic {
    const subscription = this.#centrifuge.newSubscription(topic, { joinLeave: true });
    const ready = new Promise<void>((resolve, reject) => {
      subscription.once("subscribed", () => resolve());
      subscription.once("unsubscribed", ({ code, reason }) => reject(toWorkSyncError({ code, message: reason })));
    });
    // a use that nobody waits for is not an uncaught error
    ready.catch(() => {});
    subscription.on("publication", (publication) => this.#deliver(topic, publication));
    subscription.on("join", ({ info: { client, user } }) => this.emit("joined", { topic, client: { client, user } }));
    subscription.on("leave", ({ info: { client, user } }) => this.emit("left", { topic, client: { client, user } }));
    subscription.on("subscribed", (context) => this.#subscribed(context));
    subscription.on("unsubscribed", ({ code, reason }) => this.#refused(topic, subscription, code, reason));
    subscription.on("error", ({ error }) => this.emit("error", toWorkSyncError(error)));
    const shared = { subscription, users: 0, ready };
    this.#topics.set(topic, shared);
    subscription.subscribe();
    return shared;
  }

  /** The server ended a subscription, or never allowed it: whoever uses the topic again asks again. */
  #refused(topic: Topic, subscription: Subscription, code: number, reason: string): void {
    if (this.#topics.get(topic)?.subscription !== subscription) return;
    this.#topics.delete(topic);
    this.#centrifuge.removeSubscription(subscription);
    this.emit("unsubscribed", { topic, code, reason });
  }

  #closeTopic(topic: Topic, shared: SharedTopic): void {
    if (this.#topics.get(topic) !== shared) return;
    this.#topics.delete(topic);
    this.#centrifuge.removeSubscription(shared.subscription);
  }

  async #connected(): Promise<void> {
    if (this.#centrifuge.state === "disconnected") throw noAnswer("Not connected: call connect() first");
    try {
      await this.#centrifuge.ready(this.#timeoutMs);
    } catch (error) {
      throw toWorkSyncError(error);
    }
  }
}

/** The endpoints of a server's address. */
function endpoints(url: string, transports: Transport[]): TransportEndpoint[] {
  return transports.map((transport) => ({
    transport,
    endpoint: `${transport === "websocket" ? url.replace(/^http/, "ws") : url}/connection/${transport}`,
  }));
}
