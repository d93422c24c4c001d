import type { ChatApi } from "../api.js";
import { fromBase64, toBase64 } from "../base64.js";
import { WorkSyncError } from "../errors.js";
import { delay } from "../retry.js";
import type { BoardDocument } from "./types.js";

/** So often another version may come first before a save is given up for now. */
const MAX_CONFLICTS = 10;
/** Pauses before saving again after a conflict are random up to this. */
const CONFLICT_PAUSE_MS = 300;

/** Reads and writes the snapshot of a board, and knows which version the document includes. */
export class BoardSaver {
  readonly #chat: Pick<ChatApi, "board" | "saveBoard">;
  readonly #channelId: string;
  readonly #name: string;
  readonly #document: BoardDocument;
  /** The stored version that the document includes. */
  #version = 0;

  constructor(chat: Pick<ChatApi, "board" | "saveBoard">, channelId: string, name: string, document: BoardDocument) {
    this.#chat = chat;
    this.#channelId = channelId;
    this.#name = name;
    this.#document = document;
  }

  /** Merges the stored snapshot into the document. Resolves with whether the document has nothing beyond it. */
  async read(): Promise<boolean> {
    const { snapshot, version } = await this.#chat.board(this.#channelId, this.#name);
    if (snapshot !== "") this.#document.apply(fromBase64(snapshot));
    this.#version = version;
    return version === 0 ? false : toBase64(this.#document.state()) === snapshot;
  }

  /**
   * Stores the document, merging what others stored meanwhile. `describe` is called for each attempt, together with the
   * state that it stores; its result and the new version come back.
   */
  async save<T>(describe: (state: Uint8Array) => T): Promise<{ version: number; described: T }> {
    for (let attempt = 0; ; attempt++) {
      const state = this.#document.state();
      const described = describe(state);
      try {
        const { version } = await this.#chat.saveBoard(this.#channelId, this.#name, toBase64(state), this.#version);
        this.#version = Math.max(this.#version, version);
        return { version, described };
      } catch (error) {
        if (!(error instanceof WorkSyncError) || error.status !== 409 || attempt >= MAX_CONFLICTS) throw error;
        await delay(Math.random() * CONFLICT_PAUSE_MS);
        await this.read();
      }
    }
  }

  /**
   * Somebody else stored a version, with nothing in it but the version before and what was published. Whoever includes
   * both includes it; the result says whether this document does.
   */
  include(version: number): boolean {
    if (version !== this.#version + 1) return false;
    this.#version = version;
    return true;
  }

  has(version: number): boolean {
    return version <= this.#version;
  }
}
