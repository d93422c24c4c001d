import type { WorkSyncError } from "../errors.js";

/**
 * What a board is made of, in bytes: with Yjs `Y.applyUpdate`, `Y.encodeStateAsUpdate` and `Y.mergeUpdates`.
 *
 * Updates come in any order and more than once; whatever order they come in, the document must be the same at the end.
 */
export interface BoardDocument {
  /** Merges what others changed. Throws for bytes that are no update; they are left out. */
  apply(update: Uint8Array): void;
  /** The whole document as one update. */
  state(): Uint8Array;
  /** Several updates as one. */
  merge(updates: Uint8Array[]): Uint8Array;
}

/** What to open. */
export interface BoardOptions {
  channelId: string;
  /** Up to 40 small letters, digits and hyphens; a channel may have several boards. */
  name: string;
  document: BoardDocument;
  limits?: Partial<BoardLimits>;
}

/** The paces and sizes of a board. */
export interface BoardLimits {
  /** Events that the topic keeps. A snapshot is saved at the latest after half of them. */
  kept: number;
  /** Changes are collected this long and published as one. */
  batchMs: number;
  /** A snapshot is saved when nothing was changed for so long… */
  quietMs: number;
  /** …and at the latest after this long. */
  longestMs: number;
  /** What others left unsaved is saved after this long to twice as long. */
  othersMs: number;
  /** Bytes of one update; a larger one reaches the others by way of a snapshot. */
  updateBytes: number;
  /** Bytes of a snapshot, as the server takes them; a larger document is not saved. */
  snapshotBytes: number;
}

export const DEFAULT_LIMITS: BoardLimits = {
  kept: 200,
  batchMs: 100,
  quietMs: 1_500,
  longestMs: 5_000,
  othersMs: 5_000,
  updateBytes: 24_576,
  snapshotBytes: 90_000,
};

/** How a board is doing. */
export interface BoardStatus {
  /** `refused`: one may not see it (any more), and nothing more comes of it. */
  phase: "loading" | "open" | "refused";
  /**
   * `saved`: all that one sees is in the database. `saving`: it soon will be. `unsaved`: saving does not work just now;
   * it is tried again.
   */
  saving: "saved" | "saving" | "unsaved";
  /** The document has outgrown what the server keeps. */
  full: boolean;
  /** Why it was refused, or does not get saved. */
  error: WorkSyncError | null;
}

/** What a board emits. */
export interface BoardListeners {
  status: [status: BoardStatus];
}
