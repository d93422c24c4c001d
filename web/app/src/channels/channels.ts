import type { Channel, Message, MyChannel, Read, WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { withNewMessage, withRead } from "./unread";

export interface ChannelsState {
  loaded: boolean;
  byId: Readonly<Record<string, MyChannel>>;
}

/** The person's channels with what is unread in them, kept up to date by events. */
export class Channels {
  readonly state = new Store<ChannelsState>({ loaded: false, byId: {} });
  readonly #client: WorkSyncClient;
  readonly #me: string;

  constructor(client: WorkSyncClient, me: string) {
    this.#client = client;
    this.#me = me;
    client.on("channel.joined", ({ channel }) => this.get(channel.id) ?? this.#answered(channel));
    client.on("channel.left", ({ channel }) => this.#drop(channel.id));
    client.on("channel.updated", ({ channel }) => this.#merge(channel));
    client.on("message.created", ({ message }) => this.#created(message));
    client.on("read.updated", ({ read }) => this.#read(read));
  }

  get(channelId: string): MyChannel | undefined {
    return this.state.get().byId[channelId];
  }

  /** Reads all channels again; what the server says now replaces what was counted here. */
  async reload(): Promise<void> {
    const channels = await this.#client.chat.channels();
    this.state.set({ loaded: true, byId: Object.fromEntries(channels.map((channel) => [channel.id, channel])) });
  }

  async create(name: string, kind: "public" | "private", purpose: string): Promise<MyChannel> {
    const created = await this.#client.chat.createChannel({ name, kind, ...(purpose ? { purpose } : {}) });
    return this.#answered(created);
  }

  async openDirect(userIds: readonly string[]): Promise<MyChannel> {
    return this.#answered(await this.#client.chat.openDirect(userIds));
  }

  async join(channelId: string): Promise<void> {
    await this.#client.chat.addMember(channelId, this.#me);
    if (!this.get(channelId)) await this.reload();
  }

  async leave(channelId: string): Promise<void> {
    await this.#client.chat.removeMember(channelId, this.#me);
    this.#drop(channelId);
  }

  /** Shows the channel as read at once, then tells the server. */
  async markRead(channelId: string, seq: number): Promise<void> {
    const channel = this.get(channelId);
    if (!channel || seq <= channel.readSeq) return;
    this.#change(channelId, (known) => withRead(known, { readSeq: seq, unread: 0, mentions: 0 }));
    await this.#client.chat.markRead(channelId, seq);
  }

  /** Takes an answer in; events that came before it may know of later messages. */
  #answered(channel: MyChannel): MyChannel {
    const known = this.get(channel.id);
    const complete: MyChannel = { ...fresh, ...known, ...channel, lastSeq: Math.max(known?.lastSeq ?? 0, channel.lastSeq) };
    this.#store(complete);
    return complete;
  }

  #merge(channel: Channel): void {
    this.#change(channel.id, (known) => ({
      ...known,
      ...channel,
      lastSeq: Math.max(known.lastSeq, channel.lastSeq ?? 0),
    }));
  }

  #created(message: Message): void {
    this.#change(message.channelId, (channel) => withNewMessage(channel, message, this.#me));
  }

  #read(read: Read): void {
    this.#change(read.channelId, (channel) => withRead(channel, read));
  }

  #change(channelId: string, change: (channel: MyChannel) => MyChannel): void {
    const known = this.get(channelId);
    if (known) this.#store(change(known));
  }

  #store(channel: MyChannel): void {
    this.state.update((state) =>
      state.byId[channel.id] === channel ? state : { ...state, byId: { ...state.byId, [channel.id]: channel } },
    );
  }

  #drop(channelId: string): void {
    this.state.update((state) => {
      if (!state.byId[channelId]) return state;
      const { [channelId]: _gone, ...byId } = state.byId;
      return { ...state, byId };
    });
  }
}

const fresh = { readSeq: 0, unread: 0, mentions: 0, muted: false } as const;
