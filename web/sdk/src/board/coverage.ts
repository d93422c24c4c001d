/** A change on the topic that is in no stored snapshot. */
interface Change {
  offset: number;
  by: string;
  number: number;
}

/** What a stored snapshot has: everything on the topic up to an offset, and an editor's own changes up to a number. */
export interface Saved {
  offset: number;
  by: string;
  number: number;
}

/**
 * How much of a board is in a stored snapshot, and how much only in the topic or only here.
 *
 * The topic keeps its last events only, so `distance` must never reach what it keeps: then a change would be nowhere.
 */
export class Coverage {
  readonly #me: string;
  readonly #kept: number;
  /** The offset of the newest event seen; of whatever board. */
  #top = 0;
  #uncovered: Change[] = [];
  /** Changes made here, and those of them that are in a stored snapshot. */
  #made = 0;
  #madeSaved = 0;
  #life = 0;

  constructor(me: string, kept: number) {
    this.#me = me;
    this.#kept = kept;
  }

  get top(): number {
    return this.#top;
  }

  get made(): number {
    return this.#made;
  }

  /** Offsets of different lives have nothing to do with each other. */
  get life(): number {
    return this.#life;
  }

  /** Whether changes made here are in no stored snapshot. */
  get ownUnsaved(): boolean {
    return this.#madeSaved < this.#made;
  }

  get othersUnsaved(): boolean {
    return this.#uncovered.some(({ by }) => by !== this.#me);
  }

  /** Events on the topic from the oldest change that is only there. */
  get distance(): number {
    const oldest = this.#uncovered[0];
    return oldest ? this.#top - oldest.offset + 1 : 0;
  }

  /** A change was made here; the result is its number. */
  make(): number {
    return ++this.#made;
  }

  /** An event came that changes nothing on this board. */
  see(offset: number): void {
    this.#top = offset;
  }

  /** A change came, by somebody else or one's own. */
  seeChange(change: Change): void {
    this.#top = change.offset;
    if (change.by === this.#me && change.number <= this.#madeSaved) return;
    this.#uncovered.push(change);
    // what is further back than the topic keeps is gone whatever one remembers of it
    if (this.#uncovered.length > this.#kept) this.#uncovered.shift();
  }

  /** A snapshot was stored, here or elsewhere. */
  saved({ offset, by, number }: Saved): void {
    const isCovered = (change: Change) => change.offset <= offset || (change.by === by && change.number <= number);
    const own = this.#uncovered.filter((change) => change.by === this.#me && isCovered(change));
    this.#madeSaved = Math.max(this.#madeSaved, by === this.#me ? number : 0, ...own.map((change) => change.number));
    this.#uncovered = this.#uncovered.filter((change) => !isCovered(change));
  }

  /** The topic is read from its beginning: offsets say nothing any more until {@link restarted}. */
  restart(): void {
    this.#life++;
    this.#top = 0;
    this.#uncovered = [];
  }

  /** It was read from `first` to `top`; `isCovered` where the stored snapshot has all of it. */
  restarted(first: number, top: number, isCovered: boolean): void {
    this.#top = Math.max(this.#top, top);
    if (isCovered) this.#uncovered = [];
    else this.#uncovered.unshift({ offset: Math.min(first, this.#top), by: "", number: 0 });
  }
}
