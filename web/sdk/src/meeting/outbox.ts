import { WorkSyncError } from "../errors.js";
import { withRetries } from "../retry.js";
import type { SignalConnection, SignalTrack } from "../types.js";

/** What is sent to one peer: its meaning depends on the order. */
export interface OutgoingSignal {
  connection?: SignalConnection;
  negotiationId?: string;
  description?: RTCSessionDescriptionInit;
  candidate?: RTCIceCandidateInit | null;
  /** What the m-lines of an offer to a media server carry. */
  tracks?: SignalTrack[];
  key?: string;
}

/** Signals that wait for one peer at most; beyond it the oldest candidates are of no use any more. */
const MAX_WAITING = 256;

const SIGNAL_DEADLINE_MS = 60_000;

/**
 * Sends the signals to one peer one after the other, repeating each while there is no answer. A repetition may arrive
 * twice; a signal that the server refuses is dropped, since the peer is gone or will be told anew.
 */
export class SignalOutbox {
  readonly #send: (signal: OutgoingSignal) => Promise<unknown>;
  readonly #failed: (error: unknown) => void;
  #waiting: OutgoingSignal[] = [];
  #busy = false;
  #closed = false;

  constructor(send: (signal: OutgoingSignal) => Promise<unknown>, failed: (error: unknown) => void) {
    this.#send = send;
    this.#failed = failed;
  }

  push(signal: OutgoingSignal): void {
    if (this.#closed) return;
    this.#waiting.push(signal);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    if (!this.#busy) void this.#drain();
  }

  /** Forgets what wasn't sent yet; it belongs to a connection that is no more. */
  clear(): void {
    this.#waiting = [];
  }

  close(): void {
    this.#closed = true;
    this.clear();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const signal = next;
      try {
        await withRetries(() => this.#send(signal), {
          deadlineMs: SIGNAL_DEADLINE_MS,
          retryable: (error) => !this.#closed && error instanceof WorkSyncError && error.temporary,
        });
      } catch (error) {
        if (!this.#closed) this.#failed(error);
      }
    }
    this.#busy = false;
  }
}
