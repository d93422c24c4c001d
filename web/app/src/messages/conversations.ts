import { ChannelTimeline, type Message, type MessagePage, type WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { describeProblem } from "../ui/toasts";

/** What is loaded of one channel. */
export interface Conversation {
  timeline: ChannelTimeline;
  /** Which end is being fetched. */
  loading: "newest" | "before" | "after" | null;
  /** Why the last fetch failed. */
  problem: string | null;
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
    const known = this.#get(channelId);
    if (known && known.timeline.messages.length > 0 && !known.timeline.hasMoreAfter) return;
    await this.showNewest(channelId);
  }

  /** Fetches the newest messages anew and drops what was loaded before. */
  async showNewest(channelId: string): Promise<void> {
    await this.#fetch(channelId, "newest", { limit: PAGE }, () => ChannelTimeline.empty(channelId));
  }

  /** Shows the messages around one of them. */
  async showAround(channelId: string, seq: number): Promise<void> {
    if (this.#get(channelId)?.timeline.messages.some((message) => message.seq === seq)) return;
    await this.#fetch(channelId, "newest", { around: seq, limit: PAGE }, () => ChannelTimeline.empty(channelId));
  }

  async loadBefore(channelId: string): Promise<void> {
    const conversation = this.#get(channelId);
    if (!conversation?.timeline.hasMoreBefore || conversation.loading) return;
    await this.#fetch(channelId, "before", { before: conversation.timeline.firstSeq, limit: PAGE });
  }

  async loadAfter(channelId: string): Promise<void> {
    const conversation = this.#get(channelId);
    if (!conversation?.timeline.hasMoreAfter || conversation.loading) return;
    await this.#fetch(channelId, "after", { after: conversation.timeline.lastSeq, limit: PAGE });
  }

  /** Takes a message in that came by event or as an answer, and fetches what is missing before it. */
  take(message: Message): void {
    const conversation = this.#get(message.channelId);
    if (!conversation) return;
    const timeline = conversation.timeline.withMessage(message);
    this.#put(message.channelId, { ...conversation, timeline });
    const gap = timeline.gaps[0];
    if (gap) void this.#fetch(message.channelId, "after", { after: gap.after, limit: PAGE });
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

  async #fetch(
    channelId: string,
    end: "newest" | "before" | "after",
    query: { before?: number; after?: number; around?: number; limit: number },
    startOver?: () => ChannelTimeline,
  ): Promise<void> {
    const before = this.#get(channelId) ?? blank(channelId);
    this.#put(channelId, { ...before, loading: end, problem: null });
    try {
      const page = await this.#client.chat.history(channelId, query);
      const known = this.#get(channelId) ?? blank(channelId);
      const base = startOver?.() ?? known.timeline;
      this.#put(channelId, { timeline: joined(base, page, known.timeline), loading: null, problem: null });
    } catch (error) {
      const known = this.#get(channelId) ?? blank(channelId);
      this.#put(channelId, { ...known, loading: null, problem: describeProblem(error) });
    }
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

function blank(channelId: string): Conversation {
  return { timeline: ChannelTimeline.empty(channelId), loading: null, problem: null };
}

/** The page on its base, plus messages that events brought while the page was on its way. */
function joined(base: ChannelTimeline, page: MessagePage, known: ChannelTimeline): ChannelTimeline {
  const timeline = base.withPage(page);
  if (timeline.hasMoreAfter) return timeline;
  const end = timeline.lastSeq;
  return known.messages.filter((message) => message.seq > end).reduce((all, m) => all.withMessage(m), timeline);
}
