import { BLOCK, BlockCutter, FileDigest } from "./blocks.js";
import { safeName, type Control, type FileInfo, type Seal } from "./protocol.js";
import { Transfer, type TransferLine } from "./transfer.js";

/** Larger messages are no faster, and browsers refuse them. */
const MAX_MESSAGE = 256 * 1024;
/** The channel holds at most so much; it is filled again when less than a quarter is left. */
const BUFFERED = 4 * 1024 * 1024;
/** On the way and not yet written by the receiver, at most. */
const WINDOW = 16 * 1024 * 1024;
const LOOK_AGAIN_MS = 100;

/** A file that is sent to one participant. */
export class OutgoingTransfer extends Transfer {
  readonly direction = "sending";
  readonly #source: Blob;
  readonly #digest = new FileDigest();
  #acked = 0;
  #accepted = false;
  /** The channel of the moment; what is sent on another one stops. */
  #channel: RTCDataChannel | null = null;
  /** Looks again whether there is room. */
  #wake: () => void = () => {};

  constructor(id: string, source: File, participantId: string, changed: () => void) {
    const file: FileInfo = { id, name: safeName(source.name), size: source.size, mediaType: source.type };
    super(file, participantId, changed);
    this.#source = source;
  }

  override get transferred(): number {
    return this.#acked;
  }

  protected override get isAccepted(): boolean {
    return this.#accepted;
  }

  protected override attached(): void {
    this.line?.tell({ type: "offer", file: this.file, paused: this.isPausedHere });
  }

  protected override detached(): void {
    this.#channel = null;
    this.#wake();
  }

  protected override ended(): void {
    this.#channel?.close();
    this.#channel = null;
    this.#wake();
  }

  protected override changed(): void {
    this.#wake();
    super.changed();
  }

  protected override heard(message: Control): void {
    switch (message.type) {
      case "accept":
        this.#begin(message.position, message.paused);
        break;
      case "ack":
        this.#acked = Math.max(this.#acked, Math.min(message.position, this.file.size));
        this.changed();
        break;
      case "done":
        if (message.whole) this.#acked = this.file.size;
        this.end(message.whole ? "done" : "failed", message.whole ? null : "The file did not arrive as it was sent");
        break;
      case "decline":
        this.end("declined");
        break;
      default:
        break;
    }
  }

  #begin(position: number, paused: boolean): void {
    const { line } = this;
    if (!line || this.#channel || position > this.file.size) return;
    this.#accepted = true;
    const channel = (this.#channel = line.open(this.file.id));
    channel.bufferedAmountLowThreshold = BUFFERED / 4;
    channel.onbufferedamountlow = channel.onclose = () => this.#wake();
    const send = () => {
      this.#send(channel, line, position).catch((error: unknown) => this.#broken(channel, error));
    };
    // some open it before they give it
    if (channel.readyState === "open") send();
    else channel.onopen = send;
    this.pauseThere(paused);
  }

  async #send(channel: RTCDataChannel, line: TransferLine, from: number): Promise<void> {
    const size = Math.min(line.maxMessageSize, MAX_MESSAGE);
    let at = from - (from % BLOCK);
    for await (const block of this.#blocks(at)) {
      this.#digest.add(at / BLOCK, block);
      for (let sent = Math.max(0, from - at); sent < block.length; sent += size) {
        if (!(await this.#room(channel, at + sent))) return;
        channel.send(block.subarray(sent, sent + size));
      }
      at += block.length;
    }
    const seal: Seal = { sha256: await this.#digest.whole() };
    if (!(await this.#room(channel, this.file.size))) return;
    channel.send(JSON.stringify(seal));
  }

  async *#blocks(from: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const cutter = new BlockCutter();
    // much faster than slice after slice
    const reader = this.#source.slice(from).stream().getReader();
    try {
      for (;;) {
        const { value } = await reader.read().catch(() => {
          throw new Error("The file can't be read any more: was it changed or moved?");
        });
        if (!value) break;
        yield* cutter.cut(value);
      }
      yield* cutter.rest();
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  /** Waits until there is room for more; false when it is sent no longer, or on another channel. */
  async #room(channel: RTCDataChannel, position: number): Promise<boolean> {
    for (;;) {
      if (this.#channel !== channel || channel.readyState !== "open") return false;
      const isFull = channel.bufferedAmount >= BUFFERED || position - this.#acked >= WINDOW;
      if (!isFull && !this.isPaused) return true;
      await this.#news();
    }
  }

  /** Resolves when something changed; or after a while, since some tell only sometimes that their buffer is low. */
  async #news(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, LOOK_AGAIN_MS);
    });
    clearTimeout(timer);
  }

  #broken(channel: RTCDataChannel, error: unknown): void {
    if (this.#channel !== channel || channel.readyState !== "open") return;
    this.fail(error instanceof Error ? error.message : String(error));
  }
}
