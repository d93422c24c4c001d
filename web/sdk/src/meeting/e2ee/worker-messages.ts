/** What a sender's or receiver's transform is for. */
export interface TransformOptions {
  side: "send" | "receive";
  kind: "audio" | "video";
  /** Whose frames they are. */
  participantId: string;
}

/** What the page tells the worker that encrypts. */
export type ToWorker =
  /** Encrypt with this from now on. */
  | { type: "own-key"; keyId: number; key: Uint8Array }
  /** Somebody else encrypts with this. */
  | { type: "key"; participantId: string; keyId: number; key: Uint8Array }
  | { type: "forget"; participantId: string };

/** What the worker tells the page. */
export type FromWorker =
  /** Frames of somebody arrive whose key isn't there. */
  { type: "missing-key"; participantId: string };
