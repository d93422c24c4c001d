import type { Control, FileInfo } from "./protocol.js";

/** Where a transfer is. */
export type TransferState =
  /** The receiver hasn't said yes or no. */
  | "offered"
  | "active"
  | "paused"
  /** The connection is lost; it goes on when there is another one. */
  | "interrupted"
  | "done"
  | "declined"
  | "cancelled"
  | "failed";

/** What a transfer needs of the connection that it takes; another one after each break. */
export interface TransferLine {
  tell(message: Control): void;
  /** A channel for the bytes of this file. */
  open(id: string): RTCDataChannel;
  /** The largest message that the connection takes. */
  readonly maxMessageSize: number;
}

/** What happens to both ends of a transfer. */
export abstract class Transfer {
  readonly file: FileInfo;
  /** The other one. */
  readonly participantId: string;
  abstract readonly direction: "sending" | "receiving";
  protected line: TransferLine | null = null;
  readonly #changed: () => void;
  #end: "done" | "declined" | "cancelled" | "failed" | null = null;
  #problem: string | null = null;
  #pausedHere = false;
  #pausedThere = false;

  protected constructor(file: FileInfo, participantId: string, changed: () => void) {
    this.file = file;
    this.participantId = participantId;
    this.#changed = changed;
  }

  /** Bytes that are safe at the receiver's. */
  abstract get transferred(): number;

  /** Whether the receiver said yes. */
  protected abstract get isAccepted(): boolean;

  get state(): TransferState {
    if (this.#end) return this.#end;
    if (!this.isAccepted) return "offered";
    if (this.line === null) return "interrupted";
    return this.isPaused ? "paused" : "active";
  }

  /** Why it failed, in words. */
  get problem(): string | null {
    return this.#problem;
  }

  get isOver(): boolean {
    return this.#end !== null;
  }

  /** Waits with it, on whichever side; {@link resume} goes on. */
  pause(): void {
    this.#pauseHere(true);
  }

  resume(): void {
    this.#pauseHere(false);
  }

  /** No more of it; what arrived is thrown away. */
  cancel(): void {
    if (this.isOver) return;
    this.line?.tell({ type: "cancel", id: this.file.id });
    this.end("cancelled");
  }

  /** There is a connection. */
  attach(line: TransferLine): void {
    this.line = line;
    this.attached();
    this.changed();
  }

  /** The connection is lost. */
  detach(): void {
    this.line = null;
    this.detached();
    this.changed();
  }

  /** Takes what the other side tells of this transfer. */
  hear(message: Control): void {
    if (this.isOver) return;
    if (message.type === "cancel") this.end("cancelled");
    else if (message.type === "pause") this.pauseThere(message.paused);
    else this.heard(message);
  }

  /** It can't go on. */
  fail(problem: string): void {
    if (this.isOver) return;
    this.line?.tell({ type: "cancel", id: this.file.id });
    this.end("failed", problem);
  }

  protected get isPaused(): boolean {
    return this.#pausedHere || this.#pausedThere;
  }

  /** Whether it is this side that waits. */
  protected get isPausedHere(): boolean {
    return this.#pausedHere;
  }

  protected pauseThere(paused: boolean): void {
    this.#pausedThere = paused;
    this.changed();
  }

  protected end(how: "done" | "declined" | "cancelled" | "failed", problem: string | null = null): void {
    if (this.#end) return;
    this.#end = how;
    this.#problem = problem;
    this.ended(how);
    this.changed();
  }

  protected changed(): void {
    this.#changed();
  }

  protected abstract heard(message: Control): void;
  protected abstract attached(): void;
  protected abstract detached(): void;
  protected abstract ended(how: "done" | "declined" | "cancelled" | "failed"): void;

  #pauseHere(paused: boolean): void {
    if (this.isOver || this.#pausedHere === paused) return;
    this.#pausedHere = paused;
    this.line?.tell({ type: "pause", id: this.file.id, paused });
    this.changed();
  }
}
