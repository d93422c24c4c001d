import { BLOCK, BlockCutter, FileDigest } from "./blocks.js";
import { readSeal, type Control, type FileInfo } from "./protocol.js";
import { placeFor, type FileSink } from "./sinks.js";
import { Transfer } from "./transfer.js";

/** A file that a participant offers; nothing of it is sent before {@link accept}. */
export class IncomingTransfer extends Transfer {
  readonly direction = "receiving";
  #sink: FileSink | null = null;
  readonly #digest = new FileDigest();
  readonly #cutter = new BlockCutter();
  #received = 0;
  #written = 0;
  #writing: Promise<void> = Promise.resolve();
  #channel: RTCDataChannel | null = null;
  #blob: Blob | null = null;

  constructor(file: FileInfo, participantId: string, changed: () => void) {
    super(file, participantId, changed);
  }

  override get transferred(): number {
    return this.#written;
  }

  /** The file, once it is done and where it isn't in the user's own folder already. */
  get blob(): Blob | null {
    return this.#blob;
  }

  protected override get isAccepted(): boolean {
    return this.#sink !== null;
  }

  /**
   * Takes the file; without a `sink` asks the user where to, so to be called in answer to a click. Rejects with an
   * `AbortError` when the user picks no place.
   */
  async accept(sink?: FileSink): Promise<void> {
    if (this.isOver || this.#sink) return;
    const place = sink ?? (await placeFor(this.file.name, this.file.size));
    if (this.isOver || this.#sink) {
      await place.abort();
      return;
    }
    this.#sink = place;
    this.#ask();
    this.changed();
  }

  /** Doesn't take the file. */
  decline(): void {
    if (this.isOver) return;
    this.line?.tell({ type: "decline", id: this.file.id });
    this.end("declined");
  }

  /** The sender offers it again, after a break. */
  offeredAgain(paused: boolean): void {
    if (this.isOver) this.#tellEnd();
    else if (this.isAccepted) this.#ask();
    this.pauseThere(paused);
  }

  /** Takes the channel that the bytes come on. */
  take(channel: RTCDataChannel): void {
    if (!this.isAccepted || this.isOver) {
      channel.close();
      return;
    }
    this.#channel = channel;
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }) => {
      if (this.#channel === channel) this.#arrived(data as unknown);
    };
  }

  protected override heard(_message: Control): void {}

  protected override attached(): void {}

  protected override detached(): void {
    this.#channel = null;
  }

  protected override ended(how: string): void {
    this.#channel?.close();
    this.#channel = null;
    if (how !== "done") this.#writing = this.#writing.then(() => this.#sink?.abort()).catch(() => {});
  }

  #ask(): void {
    this.line?.tell({ type: "accept", id: this.file.id, position: this.#received, paused: this.isPausedHere });
    // what was written while there was nobody to tell
    this.#ack();
  }

  #ack(): void {
    this.line?.tell({ type: "ack", id: this.file.id, position: this.#written });
  }

  #tellEnd(): void {
    const { id } = this.file;
    if (this.state === "declined") this.line?.tell({ type: "decline", id });
    else if (this.state === "done") this.line?.tell({ type: "done", id, whole: true });
    else this.line?.tell({ type: "cancel", id });
  }

  #arrived(data: unknown): void {
    if (this.isOver) return;
    if (data instanceof ArrayBuffer) {
      if (this.#received + data.byteLength > this.file.size) this.fail("More arrived than was offered");
      else this.#take(new Uint8Array(data));
      return;
    }
    const seal = readSeal(data);
    if (seal) this.#then(() => this.#finish(seal.sha256));
    else this.fail("The sender said something that is not understood");
  }

  /** Writes blocks rather than messages: each write has its price, whatever its size. */
  #take(part: Uint8Array): void {
    this.#received += part.length;
    for (const block of this.#cutter.cut(part)) this.#then(() => this.#write(block));
    if (this.#received < this.file.size) return;
    for (const block of this.#cutter.rest()) this.#then(() => this.#write(block));
  }

  #then(step: () => Promise<void>): void {
    this.#writing = this.#writing.then(step).catch(() => this.fail("The file can't be written: is the disk full?"));
  }

  async #write(block: Uint8Array): Promise<void> {
    if (this.isOver || !this.#sink) return;
    this.#digest.add(this.#written / BLOCK, block);
    await this.#sink.write(block);
    this.#written += block.length;
    this.#ack();
    this.changed();
  }

  async #finish(sha256: string): Promise<void> {
    if (this.isOver || !this.#sink) return;
    const whole = this.#written === this.file.size && (await this.#digest.whole()) === sha256;
    if (whole) this.#blob = await this.#sink.close();
    this.line?.tell({ type: "done", id: this.file.id, whole });
    this.end(whole ? "done" : "failed", whole ? null : "The file did not arrive as it was sent");
  }
}
