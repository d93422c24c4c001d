/**
 * The form of an encrypted frame: the head as it was, the rest with AES-GCM, and a trailer of 8 bytes of counter and 1 byte
 * of key id. The head is authenticated as well. A counter is used once for a key, which is what AES-GCM lives on.
 */
const TRAILER = 9;
const TAG = 16;
const NONCE = 12;

/** What is known of a frame without looking into it. */
export interface FrameKind {
  kind: "audio" | "video";
  /** Whether it can be shown without the frames before it. */
  isKey: boolean;
}

/** Keys kept for each sender: what is under way when a new one comes was still encrypted with the one before. */
const MAX_KEYS = 8;

/** The keys of one sender by their ids. */
export class FrameKeys {
  readonly #keys = new Map<number, CryptoKey>();

  set(id: number, key: CryptoKey): void {
    this.#keys.delete(id);
    this.#keys.set(id, key);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > MAX_KEYS && oldest !== undefined) this.#keys.delete(oldest);
  }

  get(id: number): CryptoKey | undefined {
    return this.#keys.get(id);
  }
}

/** Makes a key of 256 bits usable for frames. */
export function frameKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw as Uint8Array<ArrayBuffer>, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Encrypts the frames of one sender; one of these for each key that it ever uses, over all its tracks. */
export class FrameSealer {
  readonly keyId: number;
  readonly #key: CryptoKey;
  #counter = 0n;

  constructor(keyId: number, key: CryptoKey) {
    this.keyId = keyId;
    this.#key = key;
  }

  async seal(frame: ArrayBuffer, kind: FrameKind): Promise<ArrayBuffer> {
    const head = new Uint8Array(frame, 0, headOf(frame, kind));
    const trailer = new Uint8Array(TRAILER);
    new DataView(trailer.buffer).setBigUint64(0, this.#counter++);
    trailer[TRAILER - 1] = this.keyId;
    const body = new Uint8Array(frame, head.length);
    const sealed = await crypto.subtle.encrypt(algorithm(trailer, head), this.#key, body);
    const out = new Uint8Array(head.length + sealed.byteLength + TRAILER);
    out.set(head);
    out.set(new Uint8Array(sealed), head.length);
    out.set(trailer, head.length + sealed.byteLength);
    return out.buffer;
  }
}

/** The frame as it was sent; `unknown-key` where its key isn't there (yet), `null` where it isn't an untouched frame. */
export async function openFrame(frame: ArrayBuffer, kind: FrameKind, keys: FrameKeys): Promise<ArrayBuffer | "unknown-key" | null> {
  const bodyEnd = frame.byteLength - TRAILER;
  const headLength = headOf(frame, kind);
  if (bodyEnd - headLength < TAG) return null;
  const trailer = new Uint8Array(frame, bodyEnd, TRAILER);
  const key = keys.get(trailer[TRAILER - 1]!);
  if (!key) return "unknown-key";
  const head = new Uint8Array(frame, 0, headLength);
  try {
    const body = new Uint8Array(frame, headLength, bodyEnd - headLength);
    const opened = await crypto.subtle.decrypt(algorithm(trailer, head), key, body);
    const out = new Uint8Array(headLength + opened.byteLength);
    out.set(head);
    out.set(new Uint8Array(opened), headLength);
    return out.buffer;
  } catch {
    return null;
  }
}

/**
 * What stays readable, so that a media server can tell key frames and switch between layers: the frame header of VP8
 * (RFC 6386, 9.1), and the first byte of Opus. It says nothing of the content.
 */
function headOf(frame: ArrayBuffer, { kind, isKey }: FrameKind): number {
  const length = kind === "audio" ? 1 : isKey ? 10 : 3;
  return Math.min(length, frame.byteLength);
}

function algorithm(trailer: Uint8Array, head: Uint8Array): AesGcmParams {
  const iv = new Uint8Array(NONCE);
  iv.set(trailer.subarray(0, TRAILER - 1), NONCE - TRAILER + 1);
  return { name: "AES-GCM", iv, additionalData: head as Uint8Array<ArrayBuffer>, tagLength: TAG * 8 };
}
