import type { BoardCursor, TopicClient, Unsubscribe, WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";

/** Where somebody else is: places that move with the text, see {@link NotesDocument.anchor}. */
export interface Caret {
  client: string;
  userId: string;
  anchor: string;
  head: string;
}

/** The others learn at most so often where one is. */
const PACE_MS = 120;
/** Carets that are shown at most; more would hide the text. */
const LIMIT = 20;

/** Where the others are in a board, and telling them where one is oneself. A caret that gets lost is no problem. */
export class Carets {
  readonly state = new Store<readonly Caret[]>([]);
  readonly #client: WorkSyncClient;
  readonly #topic: string;
  readonly #board: string;
  readonly #me: string;
  readonly #off: Unsubscribe[];
  #own: BoardCursor;
  #told: BoardCursor | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: WorkSyncClient, channelId: string, board: string, me: string) {
    this.#client = client;
    this.#topic = `cursor:${channelId}`;
    this.#board = board;
    this.#me = me;
    this.#own = { board, anchor: null, head: null };
    const use = client.useTopic(this.#topic);
    this.#off = [
      client.on("event", (event, topic, { publisher }) => {
        if (topic === this.#topic && event.type === "cursor.moved") this.#moved(event.cursor, publisher);
      }),
      use.release,
    ];
  }

  /** One is here now, or nowhere. */
  tell(place: { anchor: string; head: string } | null): void {
    this.#own = { board: this.#board, anchor: place?.anchor ?? null, head: place?.head ?? null };
    this.#timer ??= setTimeout(() => this.#send(), PACE_MS);
  }

  /** Only these people are still here; whoever just came does not know where one is. */
  keep(userIds: readonly string[]): void {
    this.state.update((all) => (all.every(isOf(userIds)) ? all : all.filter(isOf(userIds))));
    this.#told = undefined;
    if (this.#own.anchor !== null) this.#timer ??= setTimeout(() => this.#send(), PACE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#off.forEach((off) => off());
  }

  #send(): void {
    this.#timer = undefined;
    if (this.#told?.anchor === this.#own.anchor && this.#told.head === this.#own.head) return;
    this.#told = this.#own;
    const event = { type: "cursor.moved", at: new Date().toISOString(), cursor: this.#own };
    this.#client.publish(this.#topic, event).catch(() => (this.#told = undefined));
  }

  #moved({ board, anchor, head }: BoardCursor, publisher: TopicClient | undefined): void {
    if (!publisher || publisher.user === this.#me || board !== this.#board) return;
    const { client, user: userId } = publisher;
    const others = this.state.get().filter((caret) => caret.client !== client);
    const isSomewhere = typeof anchor === "string" && typeof head === "string";
    this.state.set(isSomewhere ? [...others, { client, userId, anchor, head }].slice(-LIMIT) : others);
  }
}

function isOf(userIds: readonly string[]): (caret: Caret) => boolean {
  return (caret) => userIds.includes(caret.userId);
}
