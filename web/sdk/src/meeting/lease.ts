import { WorkSyncError } from "../errors.js";
import { Ticker } from "./ticker.js";

/** Renewals in a lease, so that two may be lost. */
const RENEWALS = 3;

/**
 * Tells the server again and again that this participant is still there; one that it hears nothing of is given up after
 * `leaseSeconds`. A server that names no time needs nothing.
 */
export class Lease {
  readonly #renew: () => Promise<unknown>;
  readonly #lost: () => void;
  readonly #ticker: Ticker | null;
  #busy = false;
  #open = true;

  constructor(leaseSeconds: number | undefined, renew: () => Promise<unknown>, lost: () => void) {
    this.#renew = renew;
    this.#lost = lost;
    this.#ticker = leaseSeconds ? new Ticker((leaseSeconds * 1_000) / RENEWALS, () => void this.renew()) : null;
  }

  /** Renews it now. */
  async renew(): Promise<void> {
    if (this.#busy || !this.#open) return;
    this.#busy = true;
    try {
      await this.#renew();
    } catch (error) {
      // what passes by itself is tried at the next tick
      const gone = error instanceof WorkSyncError && (error.status === 404 || error.status === 409);
      if (gone && this.#open) this.#lost();
    } finally {
      this.#busy = false;
    }
  }

  close(): void {
    this.#open = false;
    this.#ticker?.close();
  }
}
