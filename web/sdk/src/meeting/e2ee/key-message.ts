import { fromBase64Url, toBase64Url } from "./identity.js";

/** What two participants tell each other to agree on keys, through the server, which can read it but not use it. */
export interface KeyMessage {
  /** The public key of whoever tells it. */
  identity: string;
  /** Whether an answer is asked for: the receiver's identity, and its key wrapped. */
  asks: boolean;
  /** The key of whoever tells it, wrapped for the receiver. */
  key: { id: number; wrapped: string } | null;
}

const TEXT = /^[A-Za-z0-9_-]{1,512}$/;

/** A message as it travels. */
export function writeKeyMessage(message: KeyMessage): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(message)));
}

/** Reads a message of another participant, who may send anything; `null` where it is none. */
export function readKeyMessage(text: string): KeyMessage | null {
  try {
    const { identity, asks, key } = JSON.parse(new TextDecoder().decode(fromBase64Url(text))) as Record<string, unknown>;
    if (!isText(identity)) return null;
    const { id, wrapped } = (key ?? {}) as Record<string, unknown>;
    const hasKey = isKeyId(id) && isText(wrapped);
    return { identity, asks: asks === true, key: hasKey ? { id, wrapped } : null };
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && TEXT.test(value);
}

function isKeyId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}
