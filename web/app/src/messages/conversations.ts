import { ChannelTimeline, type HistoryQuery, type Message, type MessagePage, type WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { describeProblem } from "../ui/toasts";

/** What is loaded of one channel. */
export interface Conversation {
  timeline: ChannelTimeline;
  /** Which end is being fetched. */
  loading: "newest" | "before" | "after" | null;
  /** Why the last fetch failed. */
  problem: string | null;
  /** What arrived while the newest were being fetched: the answer may be older. */
  meanwhile: readonly Message[];
}

export type ConversationsState = Readonly<Record<string, Conversation>>;

const PAGE = 50;
/** A channel that is left keeps this many messages; older ones are fetched again when wanted. */
const KEPT_AFTER_LEAVING = 100;

/** The messages of the channels that were opened: fetched in pages, kept whole by events. */
export class Conversations {
  readonly state = new Store<ConversationsState>({});
  readonly #client: WorkSyncClient;

  constructor(client: WorkSyncClient) {
    this.#client = client;
    client.on("message.created", ({ message }) => this.take(message));
    client.on("message.updated", ({ message }) => this.take(message));
    client.on("message.deleted", ({ message }) => this.take(message));
    client.on("channel.left", ({ channel }) => this.#forget(channel.id));
  }

  /** Makes the newest messages of a channel available. */
  async open(channelId: string): Promise<void> {
    if (this.#get(channelId)?.timeline.hasMoreAfter !== false) await this.showNewest(channelId);
  }

  /** Fetches the newest messages anew and drops what was loaded before. */
  async showNewest(channelId: string): Promise<void> {
    await this.#startOver(channelId, { limit: PAGE });
  }

  /** Shows the messages around one of them. */
  async showAround(channelId: string, seq: number): Promise<void> {
    if (this.#get(channelId)?.timeline.messages.some((message) => message.seq === seq)) return;
    await this.#startOver(channelId, { around: seq, limit: PAGE });
  }

  async loadBefore(channelId: string): Promise<void> {
    const conversation = this.#get(channelId);
    if (!conversation?.timeline.hasMoreBefore || conversation.loading) return;
    await this.#extend(channelId, "before", conversation.timeline.firstSeq);
  }

  async loadAfter(channelId: string): Promise<void> {
    const conversation = this.#get(channelId);
    if (!conversation?.timeline.hasMoreAfter || conversation.loading) return;
    await this.#extend(channelId, "after", conversation.timeline.lastSeq);
  }

  /** Takes a message in that came by event or as an answer, and fetches what is missing before it. */
  take(message: Message): void {
    const conversation = this.#get(message.channelId);
    if (!conversation) return;
    const timeline = conversation.timeline.withMessage(message);
    const meanwhile = conversation.loading === "newest" ? [...conversation.meanwhile, message] : [];
    this.#put(message.channelId, { ...conversation, timeline, meanwhile });
    const gap = timeline.gaps[0];
    if (gap) void this.#extend(message.channelId, "after", gap.after);
  }

  async edit(message: Message, text: string): Promise<void> {
    this.take(await this.#client.chat.edit(message.channelId, message.id, text));
  }

  async remove(message: Message): Promise<void> {
    await this.#client.chat.remove(message.channelId, message.id);
  }

  /** Keeps memory bounded: a channel that nobody looks at holds only its newest messages. */
  leave(channelId: string): void {
    const conversation = this.#get(channelId);
    if (!conversation || conversation.timeline.hasMoreAfter) return this.#forget(channelId);
    const { messages } = conversation.timeline;
    if (messages.length <= KEPT_AFTER_LEAVING) return;
    const newest = { items: messages.slice(-KEPT_AFTER_LEAVING), hasMoreBefore: true, hasMoreAfter: false };
    this.#put(channelId, { ...conversation, timeline: ChannelTimeline.empty(channelId).withPage(newest) });
  }

  /** Events of this channel may have been missed. */
  async resync(channelId: string): Promise<void> {
    if (this.#get(channelId)) await this.showNewest(channelId);
  }

  /** All but the open channel are fetched again when they are opened. */
  forgetAllBut(channelId: string | null): void {
    for (const id of Object.keys(this.state.get())) if (id !== channelId) this.#forget(id);
  }

  /** Replaces what is here by one page. */
  async #startOver(channelId: string, query: HistoryQuery): Promise<void> {
    await this.#fetch(channelId, "newest", query, (page, { meanwhile }) =>
      meanwhile.reduce((timeline, message) => timeline.withMessage(message), ChannelTimeline.empty(channelId).withPage(page)),
    );
  }

  /** Puts a page before or after what is here, unless that was replaced in the meantime. */
  async #extend(channelId: string, end: "before" | "after", seq: number): Promise<void> {
    await this.#fetch(channelId, end, { [end]: seq, limit: PAGE }, (page, { timeline }) =>
      timeline.messages.some((message) => message.seq === seq) ? timeline.withPage(page) : timeline,
    );
  }

  async #fetch(
    channelId: string,
    loading: "newest" | "before" | "after",
    query: HistoryQuery,
    apply: (page: MessagePage, known: Conversation) => ChannelTimeline,
  ): Promise<void> {
    this.#put(channelId, { ...this.#known(channelId), loading, problem: null });
    try {
      const page = await this.#client.chat.history(channelId, query);
      const timeline = apply(page, this.#known(channelId));
      this.#put(channelId, { timeline, loading: null, problem: null, meanwhile: [] });
    } catch (error) {
      this.#put(channelId, { ...this.#known(channelId), loading: null, problem: describeProblem(error) });
    }
  }

  #known(channelId: string): Conversation {
    const blank = { timeline: ChannelTimeline.empty(channelId), loading: null, problem: null, meanwhile: [] };
    return this.#get(channelId) ?? blank;
  }

  #get(channelId: string): Conversation | undefined {
    return this.state.get()[channelId];
  }

  #put(channelId: string, conversation: Conversation): void {
    this.state.update((state) => ({ ...state, [channelId]: conversation }));
  }

  #forget(channelId: string): void {
    this.state.update(({ [channelId]: _gone, ...others }) => others);
  }
}
