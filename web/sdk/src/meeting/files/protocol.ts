/** What is offered to be sent. */
export interface FileInfo {
  id: string;
  name: string;
  size: number;
  mediaType: string;
}

/**
 * What two sides tell each other on the control channel, each message JSON. All positions are bytes from the start of the
 * file. The bytes themselves take a channel of their own for each file, labelled with its id, and end with a {@link Seal}.
 */
export type Control =
  /** Sender: take it? Told again after each break. */
  | { type: "offer"; file: FileInfo; paused: boolean }
  /** Receiver: yes, from this position on. */
  | { type: "accept"; id: string; position: number; paused: boolean }
  /** Receiver: written up to this position. */
  | { type: "ack"; id: string; position: number }
  /** Receiver: it is whole, or isn't what was sent. */
  | { type: "done"; id: string; whole: boolean }
  /** Receiver: no. */
  | { type: "decline"; id: string }
  /** Either: no more of it. */
  | { type: "cancel"; id: string }
  /** Either: wait with it, or go on. */
  | { type: "pause"; id: string; paused: boolean };

/** The last message of a file: what its bytes have to be, see {@link FileDigest}. */
export interface Seal {
  sha256: string;
}

/** A control message is no larger. */
export const MAX_CONTROL = 4_096;
const MAX_NAME = 255;
const ID = /^[0-9a-f]{32}$/;
const HASH = /^[0-9a-f]{64}$/;
const MEDIA_TYPE = /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/;

/** Reads a control message of the other side, who may send anything; `null` where it is none. */
export function readControl(data: unknown): Control | null {
  const message = readJson(data) as Record<string, unknown> | null;
  if (message === null) return null;
  const { type, id } = message;
  if (type === "offer") return readOffer(message);
  if (!isId(id)) return null;
  const position = message["position"];
  switch (type) {
    case "accept":
      return isSize(position) ? { type, id, position, paused: message["paused"] === true } : null;
    case "ack":
      return isSize(position) ? { type, id, position } : null;
    case "done":
      return { type, id, whole: message["whole"] === true };
    case "pause":
      return { type, id, paused: message["paused"] === true };
    case "decline":
    case "cancel":
      return { type, id };
    default:
      return null;
  }
}

/** Reads the last message of a file; `null` where it is none. */
export function readSeal(data: unknown): Seal | null {
  const sha256 = (readJson(data) as { sha256?: unknown } | null)?.sha256;
  return typeof sha256 === "string" && HASH.test(sha256) ? { sha256 } : null;
}

function readOffer(message: Record<string, unknown>): Control | null {
  const { id, name, size, mediaType } = (message["file"] ?? {}) as Record<string, unknown>;
  if (!isId(id) || !isSize(size) || typeof name !== "string") return null;
  const file = { id, name: safeName(name), size, mediaType: isMediaType(mediaType) ? mediaType : "application/octet-stream" };
  return { type: "offer", file, paused: message["paused"] === true };
}

function readJson(data: unknown): object | null {
  if (typeof data !== "string" || data.length > MAX_CONTROL) return null;
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isMediaType(value: unknown): value is string {
  return typeof value === "string" && MEDIA_TYPE.test(value);
}

/** A name without folders or control characters, and not too long; to be saved under. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "").replace(/^\.+$/, "");
  return plain.slice(0, MAX_NAME) || "file";
}
