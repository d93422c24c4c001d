import { Board, fromBase64, toBase64, TopicPeople, type BoardStatus, type WorkSyncClient } from "@worksync/sdk";
import { Store } from "../state/store";
import { Carets, type Caret } from "./carets";
import { NotesDocument } from "./document";
import type { UnsavedNotes } from "./unsaved";

const BOARD = "notes";
/** What is unsaved is kept on this device after this pause in typing. */
const KEEP_AFTER_MS = 300;

export interface NotesState {
  text: string;
  status: BoardStatus;
  /** All who have the notes open, oneself included. */
  userIds: readonly string[];
}

/** The notes of a channel while they are open. */
export class Notes {
  readonly document = new NotesDocument();
  readonly state: Store<NotesState>;
  readonly carets: Carets;
  readonly #board: Board;
  readonly #people: TopicPeople;
  readonly #unsaved: UnsavedNotes;
  readonly #channelId: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #leaving = () => {
    this.#keepNow();
    void this.#board.flush();
  };

  constructor(client: WorkSyncClient, channelId: string, me: string, unsaved: UnsavedNotes) {
    this.#channelId = channelId;
    this.#unsaved = unsaved;
    this.#board = new Board(client, { channelId, name: BOARD, document: this.document });
    this.#people = new TopicPeople(client, this.#board.topic);
    this.carets = new Carets(client, channelId, BOARD, me);
    this.state = new Store<NotesState>({ text: "", status: this.#board.status, userIds: [] });
    this.document.onText(() => this.#set({ text: this.document.text }));
    this.document.onChangeHere((update) => this.#changed(update));
    this.#board.on("status", (status) => this.#statusChanged(status));
    this.#people.on("changed", (userIds) => this.#peopleChanged(userIds));
  }

  open(): void {
    addEventListener("pagehide", this.#leaving);
    this.#restore();
    // what went wrong is in the status
    this.#board.open().catch(() => undefined);
  }

  async close(): Promise<void> {
    removeEventListener("pagehide", this.#leaving);
    clearTimeout(this.#timer);
    this.#keepNow();
    this.#people.close();
    this.carets.close();
    await this.#board.flush();
    this.#board.close();
    this.document.destroy();
  }

  /** Where others are in the text, in its order. */
  places(carets: readonly Caret[]): { client: string; userId: string; start: number; end: number; head: number }[] {
    return carets.flatMap(({ client, userId, ...place }) => {
      const anchor = this.document.indexOf(place.anchor);
      const head = this.document.indexOf(place.head);
      if (anchor === null || head === null) return [];
      return [{ client, userId, start: Math.min(anchor, head), end: Math.max(anchor, head), head }];
    });
  }

  /** One's own place, or none. */
  tellPlace(selection: { anchor: number; head: number } | null): void {
    this.carets.tell(
      selection && { anchor: this.document.anchor(selection.anchor), head: this.document.anchor(selection.head) },
    );
  }

  /** What this device kept of an earlier time is written again: it merges, also where it had arrived. */
  #restore(): void {
    const kept = this.#unsaved.get(this.#channelId);
    if (kept === undefined) return;
    try {
      this.document.apply(fromBase64(kept));
      this.#board.push(fromBase64(kept));
    } catch {
      this.#unsaved.remove(this.#channelId);
    }
  }

  #changed(update: Uint8Array): void {
    this.#board.push(update);
    this.#timer ??= setTimeout(() => this.#keepNow(), KEEP_AFTER_MS);
  }

  #keepNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#board.status.saving !== "saved") this.#unsaved.set(this.#channelId, toBase64(this.document.state()));
  }

  #statusChanged(status: BoardStatus): void {
    this.#set({ status });
    if (status.saving !== "saved" || status.phase !== "open") return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unsaved.remove(this.#channelId);
  }

  #peopleChanged(userIds: readonly string[]): void {
    this.#set({ userIds });
    this.carets.keep(userIds);
  }

  #set(change: Partial<NotesState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
