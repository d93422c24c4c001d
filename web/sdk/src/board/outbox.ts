import type { BoardDocument } from "./types.js";

/** Changes that go out together. */
export interface Batch {
  update: Uint8Array;
  /** The numbers of the first and the last change in it. */
  from: number;
  number: number;
}

/** From here on waiting changes are merged, so that a long time without a connection costs little. */
const MANY = 50;

/** Changes that wait to be published, oldest first. */
export class BoardOutbox {
  readonly #merge: BoardDocument["merge"];
  readonly #limit: number;
  #waiting: Batch[] = [];

  constructor(merge: BoardDocument["merge"], limit: number) {
    this.#merge = merge;
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether a change up to this number still waits. */
  has(number: number): boolean {
    return (this.#waiting[0]?.from ?? Infinity) <= number;
  }

  add(update: Uint8Array, number: number): void {
    this.#waiting.push({ update, from: number, number });
    if (this.#waiting.length >= MANY) this.#waiting = [this.#merged(this.#waiting)];
  }

  /** What is to go out next: as much as fits, or one change that does not. */
  next(): Batch | undefined {
    let count = 0;
    for (let bytes = 0; count < this.#waiting.length; count++) {
      bytes += this.#waiting[count]!.update.length;
      if (bytes > this.#limit && count > 0) break;
    }
    return count === 0 ? undefined : this.#merged(this.#waiting.slice(0, count));
  }

  /** These went out, or need not. */
  sent(number: number): void {
    this.#waiting = this.#waiting.filter((change) => change.number > number);
  }

  #merged(changes: Batch[]): Batch {
    const [first, last] = [changes[0]!, changes[changes.length - 1]!];
    if (first === last) return first;
    return { update: this.#merge(changes.map(({ update }) => update)), from: first.from, number: last.number };
  }
}
