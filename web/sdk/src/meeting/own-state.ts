import { WorkSyncError } from "../errors.js";
import { delay } from "../retry.js";

const TELL_AGAIN_MS = 1_000;

/**
 * Tells the server what this participant shows, each time it changed. Changes while a telling is under way are told
 * together afterwards, so that the last one always stands.
 */
export class OwnState {
  readonly #tell: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #changed = false;
  #telling = false;
  #open = true;

  constructor(tell: () => Promise<void>, failed: (error: unknown) => void) {
    this.#tell = tell;
    this.#failed = failed;
  }

  changed(): void {
    this.#changed = true;
    if (!this.#telling) void this.#tellAll();
  }

  close(): void {
    this.#open = false;
  }

  async #tellAll(): Promise<void> {
    this.#telling = true;
    while (this.#changed && this.#open) {
      this.#changed = false;
      try {
        await this.#tell();
      } catch (error) {
        await this.#again(error);
      }
    }
    this.#telling = false;
  }

  async #again(error: unknown): Promise<void> {
    if (!this.#open) return;
    this.#failed(error);
    if (!(error instanceof WorkSyncError && error.temporary)) return;
    this.#changed = true;
    await delay(TELL_AGAIN_MS);
  }
}
