import type { BoardLimits } from "./types.js";

/** What there is to save, and how urgent it is. */
export interface Need {
  /** Changes made here. */
  own: boolean;
  /** Changes by others, who may have gone without saving them. */
  others: boolean;
  /** Events on the topic since what is saved. */
  distance: number;
  /** The others wait for it. */
  now: boolean;
}

/** Where several editors are in the same hurry, one of them shall be first. */
const HURRY_MS = 300;
const MIN_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;

/** Decides when a board is saved. */
export class SaveTimer {
  readonly #limits: BoardLimits;
  readonly #save: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changedAt = 0;
  #ownSince: number | undefined;
  #othersDue: number | undefined;
  #hurryDue: number | undefined;
  #failures = 0;
  #retryAt = 0;

  constructor(limits: BoardLimits, save: () => void) {
    this.#limits = limits;
    this.#save = save;
  }

  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Something was changed here just now. */
  changed(): void {
    this.#changedAt = Date.now();
  }

  succeeded(): void {
    this.forgetFailures();
    this.#ownSince = undefined;
    this.#othersDue = undefined;
    this.#hurryDue = undefined;
  }

  failed(): void {
    const pause = Math.min(MIN_RETRY_MS * 2 ** this.#failures++, MAX_RETRY_MS);
    this.#retryAt = Date.now() + pause / 2 + Math.random() * (pause / 2);
  }

  forgetFailures(): void {
    this.#failures = 0;
    this.#retryAt = 0;
  }

  /** Saves in time, or not at all where nothing needs it. */
  schedule(need: Need): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const due = this.#due(need, now);
    if (due === Infinity) return;
    this.#timer = setTimeout(this.#save, Math.max(0, Math.max(due, this.#retryAt) - now));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #due({ own, others, distance, now: isUrgent }: Need, now: number): number {
    const { quietMs, longestMs, othersMs, kept } = this.#limits;
    this.#ownSince = own ? (this.#ownSince ?? now) : undefined;
    this.#othersDue = others ? (this.#othersDue ?? now + othersMs * (1 + Math.random())) : undefined;
    this.#hurryDue = distance >= kept / 2 ? (this.#hurryDue ?? now + Math.random() * HURRY_MS) : undefined;
    return Math.min(
      this.#ownSince === undefined ? Infinity : Math.min(this.#changedAt + quietMs, this.#ownSince + longestMs),
      this.#othersDue ?? Infinity,
      this.#hurryDue ?? Infinity,
      isUrgent ? now : Infinity,
    );
  }
}
