import { fromBase64, toBase64, type BoardDocument } from "@worksync/sdk";
import * as Y from "yjs";
import type { Delta, TextChange } from "./change";

/** Changes that somebody made on this screen, and those that came from elsewhere. */
const HERE = "here";
const THERE = "there";
const TIDYING = "tidying";

/** Typing without a pause this long is undone at once. */
const UNDO_TOGETHER_MS = 500;

/** A plain text that many write at once. */
export class NotesDocument implements BoardDocument {
  readonly #doc = new Y.Doc();
  readonly #text = this.#doc.getText("text");
  readonly #undo = new Y.UndoManager(this.#text, {
    trackedOrigins: new Set([HERE]),
    captureTimeout: UNDO_TOGETHER_MS,
  });
  /** What came while somebody composes a character: changing the field then would break it. */
  #held: Uint8Array[] | null = null;

  get text(): string {
    return this.#text.toString();
  }

  apply(update: Uint8Array): void {
    if (this.#held) {
      this.#held.push(update);
      return;
    }
    Y.applyUpdate(this.#doc, update, THERE);
    this.#tidy();
  }

  state(): Uint8Array {
    const own = Y.encodeStateAsUpdate(this.#doc);
    return this.#held?.length ? Y.mergeUpdates([own, ...this.#held]) : own;
  }

  merge(updates: Uint8Array[]): Uint8Array {
    return Y.mergeUpdates(updates);
  }

  /** Calls `listener` with each change that is made here, as an update for the others. */
  onChangeHere(listener: (update: Uint8Array) => void): void {
    this.#doc.on("update", (update, origin) => origin !== THERE && listener(update));
  }

  /** Calls `listener` at each change, wherever it comes from, until the returned function is called. */
  onText(listener: (delta: Delta) => void): () => void {
    const observer = (event: Y.YTextEvent) => listener(event.delta as Delta);
    this.#text.observe(observer);
    return () => this.#text.unobserve(observer);
  }

  change({ at, removed, inserted }: TextChange): void {
    this.#doc.transact(() => {
      if (removed > 0) this.#text.delete(at, removed);
      if (inserted !== "") this.#text.insert(at, inserted);
    }, HERE);
  }

  /** Takes back what was written here last, and nothing that others wrote. */
  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  /** Lets what comes from elsewhere wait until {@link release}. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const update of held) this.apply(update);
  }

  /** A place that stays where it is while others write around it. */
  anchor(index: number): string {
    return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(this.#text, index)));
  }

  /** Where such a place is now; null where it is not known (yet). */
  indexOf(anchor: string): number | null {
    try {
      const position = Y.decodeRelativePosition(fromBase64(anchor));
      const found = Y.createAbsolutePositionFromRelativePosition(position, this.#doc);
      return found?.type === this.#text ? found.index : null;
    } catch {
      return null;
    }
  }

  /** Text fields end lines in one way only; other clients may not know. */
  #tidy(): void {
    for (let text = this.text, at = text.lastIndexOf("\r"); at >= 0; at = at > 0 ? text.lastIndexOf("\r", at - 1) : -1) {
      this.#doc.transact(() => this.#text.delete(at, 1), TIDYING);
    }
  }

  destroy(): void {
    this.#doc.destroy();
  }
}
