import { fromBase64, toBase64 } from "../base64.js";
import type { Delivery, TopicUse, WorkSyncClient } from "../client.js";
import { Emitter, type Unsubscribe } from "../emitter.js";
import { WorkSyncError } from "../errors.js";
import { randomId } from "../id.js";
import { delay } from "../retry.js";
import type { BoardSaved, BoardUpdate, Topic, WorkSyncEvent } from "../types.js";
import { Coverage } from "./coverage.js";
import { BoardOutbox, type Batch } from "./outbox.js";
import { BoardSaver } from "./saver.js";
import { SaveTimer } from "./timer.js";
import {
  DEFAULT_LIMITS,
  type BoardDocument,
  type BoardLimits,
  type BoardListeners,
  type BoardOptions,
  type BoardStatus,
} from "./types.js";

/** Events of the topic that one call reads. */
const PAGE = 12;
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 15_000;

/**
 * A document that the members of a channel change together, whatever it is: the caller brings bytes that merge in any
 * order (a CRDT such as Yjs), the board carries and keeps them.
 *
 * Changes go to the topic `board:{channelId}`, at most one publication each `batchMs`. The topic keeps the last `kept`
 * events; a snapshot in the database holds what is older. What one sees while `saving` is `saved` is in the database; a
 * change that is on the topic gets there before the topic lets go of it, and where saving does not work nothing further
 * is published until it does. Whoever opens the board therefore has all of it.
 */
export class Board extends Emitter<BoardListeners> {
  readonly topic: Topic;
  readonly #client: WorkSyncClient;
  readonly #name: string;
  readonly #document: BoardDocument;
  readonly #limits: BoardLimits;
  readonly #saver: BoardSaver;
  readonly #outbox: BoardOutbox;
  readonly #coverage: Coverage;
  readonly #timer: SaveTimer;
  /** This editor, to know its own changes when they come back. */
  readonly #me = randomId();
  #use: TopicUse | undefined;
  #off: Unsubscribe[] = [];
  #status: BoardStatus = { phase: "loading", saving: "saved", full: false, error: null };
  /** What the others are told once they can be. */
  #announcement: BoardSaved | null = null;
  /** The number of the last change that can reach the others only by way of a snapshot; 0 where none has to. */
  #unpublishable = 0;
  #publishing = false;
  #publishedAt = 0;
  #save: Promise<void> | undefined;
  #load: Promise<void> | undefined;
  #loadAgain = false;

  constructor(client: WorkSyncClient, options: BoardOptions) {
    super();
    this.topic = `board:${options.channelId}`;
    this.#client = client;
    this.#name = options.name;
    this.#document = options.document;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#saver = new BoardSaver(client.chat, options.channelId, options.name, options.document);
    this.#outbox = new BoardOutbox(options.document.merge, this.#limits.updateBytes);
    this.#coverage = new Coverage(this.#me, this.#limits.kept);
    this.#timer = new SaveTimer(this.#limits, () => void this.#saveNow());
  }

  get status(): BoardStatus {
    return this.#status;
  }

  /**
   * Fills the document and keeps it up to date from then on. Resolves when it is whole; rejects with the refusal where
   * one may not see it. A board may be changed before that.
   */
  async open(): Promise<void> {
    if (this.#use) return this.#load;
    const client = this.#client;
    this.#off = [
      client.on("event", (event, topic, delivery) => topic === this.topic && this.#receive(event, delivery)),
      client.on("resync", ({ topic }) => topic === this.topic && void this.#loadWhole()),
      client.on("unsubscribed", ({ topic, code, reason }) => topic === this.topic && this.#ended(code, reason)),
      client.on("state", (state) => state === "connected" && this.#resume()),
    ];
    this.#use = client.useTopic(this.topic);
    await this.#loadWhole();
    if (this.#status.phase === "refused") throw this.#status.error;
  }

  /** The document was changed here, and this is the change. */
  push(update: Uint8Array): void {
    if (this.#status.phase === "refused") return;
    this.#outbox.add(update, this.#coverage.make());
    this.#timer.changed();
    this.#proceed();
  }

  /** Saves now what is unsaved. Resolves when that is done, or did not work. */
  async flush(): Promise<void> {
    if (this.#status.phase === "open" && this.#coverage.ownUnsaved) await this.#saveNow();
  }

  /** Stops following. What was not saved stays so: {@link flush} first. */
  close(): void {
    this.#off.forEach((off) => off());
    this.#off = [];
    this.#timer.stop();
    this.#use?.release();
    this.#use = undefined;
  }

  #receive(event: WorkSyncEvent, { offset = 0 }: Delivery): void {
    if (event.type === "board.updated" && event.board.name === this.#name) this.#updated(event.board, offset);
    else this.#coverage.see(offset);
    if (event.type === "board.saved" && event.board.name === this.#name) this.#savedBy(event.board);
    this.#proceed();
  }

  #updated({ update, by, number }: BoardUpdate, offset: number): void {
    this.#coverage.seeChange({ offset, by, number });
    if (by !== this.#me) this.#apply(update);
  }

  /** What somebody sent that is no update harms nobody but them. */
  #apply(update: string): void {
    try {
      this.#document.apply(fromBase64(update));
    } catch {
      return;
    }
  }

  #savedBy(saved: BoardSaved): void {
    if (saved.by === this.#me) return;
    this.#coverage.saved(saved);
    if (this.#saver.has(saved.version)) return;
    const isIncluded = saved.published && this.#saver.include(saved.version);
    if (!isIncluded) this.#saver.read().catch(() => this.#loadWhole());
  }

  /** Reads all there is: first of the topic, then the snapshot, which has whatever the topic did not keep by then. */
  #loadWhole(): Promise<void> {
    if (this.#load) this.#loadAgain = true;
    this.#load ??= this.#loadUntilDone().finally(() => {
      this.#load = undefined;
      this.#proceed();
    });
    return this.#load;
  }

  async #loadUntilDone(): Promise<void> {
    for (let pause = MIN_PAUSE_MS; this.#use; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
      this.#loadAgain = false;
      try {
        await this.#loadOnce(this.#use);
        if (!this.#loadAgain) break;
      } catch (error) {
        if (!isTemporary(error) && !isTrimmed(error)) return this.#refuse(error);
        this.#change({ error: error as WorkSyncError });
        await delay(pause);
      }
    }
    if (this.#use) this.#change({ phase: "open", error: null });
  }

  async #loadOnce(use: TopicUse): Promise<void> {
    await use.ready;
    this.#coverage.restart();
    let page = await this.#client.topicPage(this.topic, PAGE);
    const first = page.events[0]?.offset ?? page.position.offset + 1;
    for (; page.events.length > 0; page = await this.#client.topicPage(this.topic, PAGE, after(page))) {
      for (const { event } of page.events) {
        if (event.type === "board.updated" && event.board.name === this.#name) this.#apply(event.board.update);
      }
    }
    const isCovered = await this.#saver.read();
    this.#coverage.restarted(first, page.position.offset, isCovered || this.#isBlank(first, page.position.offset));
    this.#publishAgain();
  }

  /** Nothing was ever written, so that there is nothing to save either. */
  #isBlank(first: number, top: number): boolean {
    return first > top && !this.#saver.has(1) && !this.#coverage.ownUnsaved;
  }

  /** What was published before and is not saved may have been lost together with the topic. */
  #publishAgain(): void {
    if (this.#status.phase !== "open" || !this.#coverage.ownUnsaved) return;
    this.#outbox.add(this.#document.state(), this.#coverage.make());
  }

  /** The connection is back: what waited goes on at once. */
  #resume(): void {
    this.#timer.forgetFailures();
    this.#proceed();
  }

  #proceed(): void {
    if (!this.#use || this.#status.phase !== "open") return this.#showSaving();
    void this.#publishAll();
    this.#scheduleSave();
    this.#showSaving();
  }

  /** While the topic is read nobody knows what is covered. */
  #scheduleSave(): void {
    if (this.#load) return this.#timer.stop();
    this.#timer.schedule({
      own: this.#coverage.ownUnsaved,
      others: this.#coverage.othersUnsaved,
      distance: this.#coverage.distance,
      now: this.#unpublishable > 0,
    });
  }

  /** One publication at a time, so that they keep their order; none while saving does not keep up. */
  async #publishAll(): Promise<void> {
    if (this.#publishing) return;
    this.#publishing = true;
    try {
      while (this.#use && this.#status.phase === "open" && !this.#isHeld && this.#hasNews) await this.#publishNext();
    } finally {
      this.#publishing = false;
    }
  }

  get #hasNews(): boolean {
    return !this.#outbox.isEmpty || this.#announcement !== null;
  }

  get #isHeld(): boolean {
    return this.#coverage.distance >= Math.floor(this.#limits.kept * 0.75) && this.#announcement === null;
  }

  async #publishNext(): Promise<void> {
    await delay(Math.max(0, this.#publishedAt + this.#limits.batchMs - Date.now()));
    this.#publishedAt = Date.now();
    const saved = this.#outbox.has(this.#announcement?.number ?? 0) ? null : this.#announcement;
    const batch = saved ? undefined : this.#outbox.next();
    try {
      // after the changes that it has, so that whoever hears of it includes it
      if (saved) await this.#client.publish(this.topic, stamped("board.saved", saved));
      else if (batch && batch.update.length <= this.#limits.updateBytes) await this.#publish(batch);
      else if (batch) this.#publishBySnapshot(batch);
      if (saved && this.#announcement === saved) this.#announcement = null;
      if (batch) this.#outbox.sent(batch.number);
    } catch (error) {
      await this.#publishFailed(error, batch);
    }
  }

  #publish({ update, number }: Batch): Promise<void> {
    const board: BoardUpdate = { name: this.#name, update: toBase64(update), by: this.#me, number };
    return this.#client.publish(this.topic, stamped("board.updated", board));
  }

  #publishBySnapshot(batch: Batch): void {
    this.#unpublishable = batch.number;
    this.#outbox.sent(batch.number);
    queueMicrotask(() => this.#proceed());
  }

  /** What may succeed later is sent again: a change that arrives twice is one. */
  async #publishFailed(error: unknown, batch: Batch | undefined): Promise<void> {
    // a right that ended is told by the end of the subscription; until then it may be one that is being made again
    if (isTemporary(error) || isRefusal(error)) return delay(MIN_PAUSE_MS);
    this.#announcement = null;
    if (batch) this.#publishBySnapshot(batch);
  }

  #saveNow(): Promise<void> {
    if (this.#load) return this.#load;
    this.#save ??= this.#saveOnce().finally(() => {
      this.#save = undefined;
      this.#proceed();
    });
    return this.#save;
  }

  async #saveOnce(): Promise<void> {
    try {
      const { version, described } = await this.#saver.save((state) => this.#describe(state));
      const { life, offset, number, published } = described;
      const saved = { by: this.#me, offset: life === this.#coverage.life ? offset : 0, number };
      this.#coverage.saved(saved);
      if (this.#unpublishable <= number) this.#unpublishable = 0;
      this.#announcement = { name: this.#name, version, published, ...saved };
      this.#timer.succeeded();
      this.#change({ full: false, error: null });
    } catch (error) {
      this.#timer.failed();
      if (isRefusal(error)) this.#refuse(error);
      else this.#change({ full: isTooLarge(error), error: error as WorkSyncError });
    }
  }

  #describe(state: Uint8Array): { life: number; offset: number; number: number; published: boolean } {
    if (state.length > this.#limits.snapshotBytes) throw tooLarge();
    const { life, top: offset, made: number } = this.#coverage;
    return { life, offset, number, published: this.#unpublishable === 0 };
  }

  #ended(code: number, reason: string): void {
    this.#refuse(new WorkSyncError({ status: 403, code, title: "Not allowed", detail: reason }));
  }

  #refuse(error: unknown): void {
    this.#change({ phase: "refused", error: error as WorkSyncError });
    this.close();
  }

  #showSaving(): void {
    const { ownUnsaved, othersUnsaved } = this.#coverage;
    const unsaved = ownUnsaved || (othersUnsaved && this.#status.phase === "open");
    this.#change({ saving: !unsaved ? "saved" : this.#timer.isFailing || this.#client.state !== "connected" ? "unsaved" : "saving" });
  }

  #change(change: Partial<BoardStatus>): void {
    const next = { ...this.#status, ...change };
    const isSame = (Object.keys(next) as (keyof BoardStatus)[]).every((key) => next[key] === this.#status[key]);
    if (isSame) return;
    this.#status = next;
    this.emit("status", next);
  }
}

function after(page: { events: { offset: number }[]; position: { epoch: string; offset: number } }) {
  return { epoch: page.position.epoch, offset: page.events[page.events.length - 1]!.offset };
}

function stamped<T>(type: string, board: T): { type: string; at: string; board: T } {
  return { type, at: new Date().toISOString(), board };
}

function tooLarge(): WorkSyncError {
  return new WorkSyncError({ status: 413, code: 413, title: "Too large", detail: "The board has grown too large to be saved" });
}

function isTemporary(error: unknown): boolean {
  return error instanceof WorkSyncError && error.temporary;
}

/** The topic let go of what was to be read next. */
function isTrimmed(error: unknown): boolean {
  return error instanceof WorkSyncError && error.code === 112;
}

function isRefusal(error: unknown): boolean {
  return error instanceof WorkSyncError && (error.status === 403 || error.status === 404);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof WorkSyncError && error.status === 413;
}
