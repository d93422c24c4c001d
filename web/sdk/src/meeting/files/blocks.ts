/** What is digested and written at once; the last one of a file may be shorter. */
export const BLOCK = 1024 * 1024;
/** Bytes of a SHA-256. */
const LENGTH = 32;

/**
 * What a file is known by: the SHA-256 of the SHA-256s of its blocks. In blocks, since the browser's own SHA-256 takes no
 * parts, and is many times faster than one that is written for the page.
 */
export class FileDigest {
  readonly #blocks: Promise<ArrayBuffer>[] = [];

  /** Adds a block; one that is there already, from before a break, is not looked at again. */
  add(index: number, block: Uint8Array): void {
    this.#blocks[index] ??= crypto.subtle.digest("SHA-256", block as Uint8Array<ArrayBuffer>);
  }

  /** In hexadecimal digits, once all blocks are there. */
  async whole(): Promise<string> {
    const blocks = await Promise.all(this.#blocks);
    const all = new Uint8Array(blocks.length * LENGTH);
    blocks.forEach((block, index) => all.set(new Uint8Array(block), index * LENGTH));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/** Cuts what comes in parts of any size into blocks. */
export class BlockCutter {
  #block = new Uint8Array(BLOCK);
  #filled = 0;

  /** The blocks that this part completes. */
  *cut(part: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
    for (let taken = 0; taken < part.length; ) {
      const piece = part.subarray(taken, taken + BLOCK - this.#filled);
      this.#block.set(piece, this.#filled);
      taken += piece.length;
      this.#filled += piece.length;
      if (this.#filled < BLOCK) return;
      yield this.#block;
      this.#block = new Uint8Array(BLOCK);
      this.#filled = 0;
    }
  }

  /** What is left at the end of the file, if anything. */
  *rest(): Generator<Uint8Array<ArrayBuffer>> {
    if (this.#filled > 0) yield this.#block.subarray(0, this.#filled);
    this.#filled = 0;
  }
}
